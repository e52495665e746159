package dev.polyrhythm.memory;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.HexFormat;

/** Shared objects as they travel to another process. */
final class Handles {
    private Handles() {}

    static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    static Object object(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return stream.readObject();
        }
    }

    static Object travel(Object object) throws IOException, ClassNotFoundException {
        return object(bytes(object));
    }

    /** For a command line. */
    static String toText(Object object) throws IOException {
        return HexFormat.of().formatHex(bytes(object));
    }

    static Object fromText(String text) throws IOException, ClassNotFoundException {
        return object(HexFormat.of().parseHex(text));
    }
}
