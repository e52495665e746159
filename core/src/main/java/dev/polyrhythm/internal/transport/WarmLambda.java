package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.codec.GrowingBuffer;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A shorter way for lambdas in pools: Java serialization of a lambda costs some 30 us at the other
 * end, this a few. Both ends remember the {@link LambdaExpression}. Left to Java serialization are
 * lambdas whose class is shipped or in a module that is not open, and all of them if the program
 * has a filter for deserialization.
 *
 * <pre>
 * int   bytes of the expression
 *       the expression, and an int: how many values it captures
 *       the captured values
 * </pre>
 */
public final class WarmLambda {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int MOST_KNOWN = 1000;

    private WarmLambda() {}

    /**
     * Appends a lambda, if it can take the short way.
     *
     * @return false if nothing was appended
     * @throws IOException if it can, but a captured value cannot travel
     */
    public static boolean write(Object object, GrowingBuffer out) throws IOException {
        return object.getClass().isHidden()
                && ObjectInputFilter.Config.getSerialFilter() == null
                && Known.BY_CLASS.get(object.getClass()).write(object, out);
    }

    /** The sender's knowledge of one lambda expression. */
    private static final class Known {
        static final ClassValue<Known> BY_CLASS =
                new ClassValue<>() {
                    @Override
                    protected Known computeValue(Class<?> type) {
                        return new Known(writeReplace(type));
                    }
                };

        private final @Nullable MethodHandle writeReplace;
        private volatile byte @Nullable [] expression;
        private volatile boolean capturesNothing;

        Known(@Nullable MethodHandle writeReplace) {
            this.writeReplace = writeReplace;
        }

        boolean write(Object object, GrowingBuffer out) throws IOException {
            byte[] known = expression;
            if (known != null && capturesNothing) {
                out.putSizedBytes(known);
                return true;
            }
            SerializedLambda lambda = serialized(object);
            if (lambda == null) {
                return false;
            }
            if (known == null) {
                known = describe(lambda);
                capturesNothing = lambda.getCapturedArgCount() == 0;
                expression = known;
            }
            out.putSizedBytes(known);
            if (!capturesNothing) {
                LambdaExpression.writeCaptured(lambda, out);
            }
            return true;
        }

        private @Nullable SerializedLambda serialized(Object object) {
            try {
                return writeReplace == null ? null : (SerializedLambda) writeReplace.invoke(object);
            } catch (Throwable t) { // not a compiler's lambda
                return null;
            }
        }
    }

    private static @Nullable MethodHandle writeReplace(Class<?> type) {
        if (Codebase.isForeign(type.getClassLoader())) {
            return null; // an object stream says where its class is
        }
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return LOOKUP.unreflect(method);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    private static byte[] describe(SerializedLambda lambda) {
        GrowingBuffer bytes = new GrowingBuffer();
        LambdaExpression.of(lambda).write(bytes);
        bytes.putInt(lambda.getCapturedArgCount());
        return bytes.toByteArray();
    }

    /**
     * Makes the lambda.
     *
     * @param value all bytes that were appended for it
     * @throws ClassNotFoundException if this process does not know its class
     * @throws IOException if its class has no such lambda
     */
    public static Object read(byte[] value) throws IOException, ClassNotFoundException {
        ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        int length = in.getInt();
        Maker maker = Maker.of(in.slice(Integer.BYTES, length));
        return maker.make(in.position(Integer.BYTES + length));
    }

    /** The receiver's knowledge of one lambda expression. */
    private static final class Maker {
        private static final Map<ByteBuffer, Maker> KNOWN = new ConcurrentHashMap<>();

        private final LambdaExpression expression;
        private final Class<?> capturingClass;
        private final MethodHandle deserialize;
        private final int captures;
        private @Nullable Object constant; // a race makes two that are alike

        private Maker(ByteBuffer in) throws IOException, ClassNotFoundException {
            this.expression = LambdaExpression.read(in);
            this.captures = in.getInt();
            this.capturingClass = expression.loadCapturingClass();
            this.deserialize = deserializer(capturingClass);
        }

        static Maker of(ByteBuffer expression) throws IOException, ClassNotFoundException {
            Maker known = KNOWN.get(expression);
            if (known == null) {
                byte[] bytes = new byte[expression.remaining()];
                expression.get(bytes);
                known = new Maker(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
                if (KNOWN.size() < MOST_KNOWN) {
                    KNOWN.put(ByteBuffer.wrap(bytes), known);
                }
            }
            return known;
        }

        private static MethodHandle deserializer(Class<?> type) throws IOException {
            try {
                Method method =
                        type.getDeclaredMethod("$deserializeLambda$", SerializedLambda.class);
                method.setAccessible(true);
                return LOOKUP.unreflect(method);
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                throw refusal(type, e);
            }
        }

        private static IOException refusal(Class<?> type, Throwable reason) {
            IOException refusal =
                    new InvalidObjectException(
                            "the class in this process has no such lambda: class="
                                    + type.getName());
            refusal.initCause(reason);
            return refusal;
        }

        Object make(ByteBuffer in) throws IOException, ClassNotFoundException {
            Object known = constant;
            if (known != null) {
                return known;
            }
            @Nullable Object[] captured =
                    captures == 0 ? new @Nullable Object[0] : LambdaExpression.readCaptured(in);
            try {
                Object made = deserialize.invoke(expression.with(capturingClass, captured));
                constant = captures == 0 ? made : null;
                return made;
            } catch (Throwable t) { // the class is another one than the sender's
                throw refusal(capturingClass, t);
            }
        }
    }
}
