package dev.polyrhythm.internal.transport;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import dev.polyrhythm.internal.pool.ValueWriter;
import dev.polyrhythm.internal.pool.Values;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputFilter;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A shorter way for lambdas that have captured nothing, or numbers and strings: Java serialization
 * of a lambda costs some 30 us at the other end, this a few. Both ends remember what is the same
 * for all objects of one lambda expression. What else is captured is serialized, as everything may
 * refer to everything there, and so are lambdas of modules that are not open, and all if the
 * program has a filter for what is deserialized.
 *
 * <pre>
 * int   bytes of the expression
 *       the expression: capturing class, interface, its method and signature, implementation (kind,
 *       class, method, signature), instantiated type, how many values it captures
 *       the captured values, see {@link Values}
 * </pre>
 */
public final class WarmLambda {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final int MOST_KNOWN = 1000;

    private WarmLambda() {}

    /**
     * Appends a lambda, if it is one that this is for.
     *
     * @return false if nothing was appended
     */
    public static boolean write(Object object, ValueWriter out) throws IOException {
        if (!object.getClass().isHidden() || ObjectInputFilter.Config.getSerialFilter() != null) {
            return false;
        }
        int start = out.size();
        boolean written = Known.BY_CLASS.get(object.getClass()).write(object, out);
        if (!written) {
            out.truncate(start);
        }
        return written;
    }

    /** What the sender knows of the objects of one lambda expression. */
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

        boolean write(Object object, ValueWriter out) throws IOException {
            byte[] known = expression;
            if (known != null && capturesNothing) {
                writeExpression(known, out);
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
            writeExpression(known, out);
            return writeCaptured(lambda, out);
        }

        private @Nullable SerializedLambda serialized(Object object) {
            try {
                return writeReplace == null ? null : (SerializedLambda) writeReplace.invoke(object);
            } catch (Throwable t) { // not as a compiler makes it
                return null;
            }
        }
    }

    private static @Nullable MethodHandle writeReplace(Class<?> type) {
        if (Codebase.isForeign(type.getClassLoader())) {
            return null; // serialization says where its class is
        }
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            return LOOKUP.unreflect(method);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return null;
        }
    }

    private static void writeExpression(byte[] expression, ValueWriter out) {
        out.putInt(expression.length);
        out.writeBytes(expression);
    }

    private static boolean writeCaptured(SerializedLambda lambda, ValueWriter out)
            throws IOException {
        for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
            Object captured = lambda.getCapturedArg(i);
            if (!isSimple(captured)) {
                return false;
            }
            out.putValue(captured);
        }
        return true;
    }

    private static boolean isSimple(@Nullable Object captured) {
        return captured == null
                || captured instanceof Integer
                || captured instanceof Long
                || captured instanceof Double
                || captured instanceof Boolean
                || captured instanceof String;
    }

    private static byte[] describe(SerializedLambda lambda) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(lambda.getCapturingClass());
        out.writeUTF(lambda.getFunctionalInterfaceClass());
        out.writeUTF(lambda.getFunctionalInterfaceMethodName());
        out.writeUTF(lambda.getFunctionalInterfaceMethodSignature());
        out.writeInt(lambda.getImplMethodKind());
        out.writeUTF(lambda.getImplClass());
        out.writeUTF(lambda.getImplMethodName());
        out.writeUTF(lambda.getImplMethodSignature());
        out.writeUTF(lambda.getInstantiatedMethodType());
        out.writeInt(lambda.getCapturedArgCount());
        return bytes.toByteArray();
    }

    /**
     * Makes the lambda.
     *
     * @throws ClassNotFoundException if this process does not know its class
     * @throws IOException if its class has no such lambda
     */
    public static Object read(MemorySegment bytes) throws IOException, ClassNotFoundException {
        int length = bytes.get(JAVA_INT_UNALIGNED, 0);
        MemorySegment expression = bytes.asSlice(Integer.BYTES, length);
        return Maker.of(expression).make(bytes, Integer.BYTES + (long) length);
    }

    /** What the receiver knows of one lambda expression. */
    private static final class Maker {
        private static final Map<ByteBuffer, Maker> KNOWN = new ConcurrentHashMap<>();

        private final MethodHandle deserialize;
        private final Class<?> capturingClass;
        private final String[] texts;
        private final int implementationKind;
        private final int captures;
        private @Nullable Object constant; // a race makes two that are alike

        private Maker(DataInputStream in) throws IOException, ClassNotFoundException {
            this.capturingClass = find(in.readUTF());
            this.texts = new String[7];
            readTexts(in, 0, 3);
            this.implementationKind = in.readInt();
            readTexts(in, 3, 7);
            this.captures = in.readInt();
            this.deserialize = deserializer(capturingClass);
        }

        private void readTexts(DataInputStream in, int from, int to) throws IOException {
            for (int i = from; i < to; i++) {
                texts[i] = in.readUTF();
            }
        }

        static Maker of(MemorySegment expression) throws IOException, ClassNotFoundException {
            ByteBuffer key = expression.asByteBuffer();
            Maker known = KNOWN.get(key);
            if (known == null) {
                byte[] bytes = expression.toArray(JAVA_BYTE);
                known = new Maker(new DataInputStream(new ByteArrayInputStream(bytes)));
                if (KNOWN.size() < MOST_KNOWN) {
                    KNOWN.put(ByteBuffer.wrap(bytes), known);
                }
            }
            return known;
        }

        private static Class<?> find(String name) throws ClassNotFoundException {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(name.replace('/', '.'), false, loader);
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

        Object make(MemorySegment bytes, long at) throws IOException {
            Object known = constant;
            if (known != null) {
                return known;
            }
            @Nullable Object[] captured = readCaptured(bytes, at);
            SerializedLambda lambda =
                    new SerializedLambda(
                            capturingClass,
                            texts[0],
                            texts[1],
                            texts[2],
                            implementationKind,
                            texts[3],
                            texts[4],
                            texts[5],
                            texts[6],
                            captured);
            try {
                Object made = deserialize.invoke(lambda);
                constant = captures == 0 ? made : null;
                return made;
            } catch (Throwable t) { // the class is another one than the sender's
                throw refusal(capturingClass, t);
            }
        }

        private @Nullable Object[] readCaptured(MemorySegment bytes, long start)
                throws IOException {
            @Nullable Object[] captured = new @Nullable Object[captures];
            long at = start;
            for (int i = 0; i < captures; i++) {
                captured[i] = Values.read(bytes, at);
                at += Values.HEADER + Values.length(bytes.get(JAVA_INT_UNALIGNED, at));
            }
            return captured;
        }
    }
}
