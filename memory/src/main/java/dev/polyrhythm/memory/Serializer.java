package dev.polyrhythm.memory;

import java.io.IOException;

/**
 * Turns objects into bytes for a {@link SharedQueue} or a pipe, and back in another process.
 * Strings, wrappers of primitives, their arrays and shared objects do not need one.
 *
 * <p>A program that wants another one than Java serialization provides it as a service ({@link
 * java.util.ServiceLoader}); the first one found is used, by every process of the program. Called
 * by any thread, by several at a time.
 */
public interface Serializer {
    /**
     * Returns the bytes of an object.
     *
     * @param object not null
     * @return what {@link #deserialize} makes an equal object of
     * @throws IOException if it cannot travel
     */
    byte[] serialize(Object object) throws IOException;

    /**
     * Returns the object that the bytes are of.
     *
     * @param bytes from {@link #serialize}, in whichever process
     * @return a new object
     * @throws IOException if they are not an object's
     * @throws ClassNotFoundException if this process does not know its class
     */
    Object deserialize(byte[] bytes) throws IOException, ClassNotFoundException;
}
