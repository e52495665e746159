package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.codec.GrowingBuffer;
import dev.polyrhythm.memory.internal.codec.SimpleValueReader;
import dev.polyrhythm.memory.internal.codec.SimpleValues;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lambda that is the same for all objects of one expression, as {@link
 * SerializedLambda} has it, and the form of the values that one object captured: simple values one
 * by one, as that takes next to no time, also in a fresh JVM; with any other value among them all
 * together by Java serialization, so that one object here is one object there.
 */
record LambdaExpression(
        String capturingClass,
        String functionalInterface,
        String interfaceMethod,
        String interfaceSignature,
        int implementationKind,
        String implementingClass,
        String method,
        String signature,
        String instantiated) {
    private static final byte SIMPLE = 0;
    private static final byte SERIALIZED = 1;

    static LambdaExpression of(SerializedLambda lambda) {
        return new LambdaExpression(
                lambda.getCapturingClass(),
                lambda.getFunctionalInterfaceClass(),
                lambda.getFunctionalInterfaceMethodName(),
                lambda.getFunctionalInterfaceMethodSignature(),
                lambda.getImplMethodKind(),
                lambda.getImplClass(),
                lambda.getImplMethodName(),
                lambda.getImplMethodSignature(),
                lambda.getInstantiatedMethodType());
    }

    void write(GrowingBuffer out) {
        out.putText(capturingClass);
        out.putText(functionalInterface);
        out.putText(interfaceMethod);
        out.putText(interfaceSignature);
        out.putInt(implementationKind);
        out.putText(implementingClass.equals(capturingClass) ? null : implementingClass);
        out.putText(method);
        out.putText(signature);
        out.putText(instantiated);
    }

    static LambdaExpression read(ByteBuffer in) {
        String capturingClass = readText(in);
        return new LambdaExpression(
                capturingClass,
                readText(in),
                readText(in),
                readText(in),
                in.getInt(),
                Objects.requireNonNullElse(SimpleValueReader.readText(in), capturingClass),
                readText(in),
                readText(in),
                readText(in));
    }

    private static String readText(ByteBuffer in) {
        return Objects.requireNonNull(SimpleValueReader.readText(in));
    }

    /** Finds the class around the lambda as the running thread would. */
    Class<?> loadCapturingClass() throws ClassNotFoundException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return Class.forName(capturingClass.replace('/', '.'), false, loader);
    }

    /** Returns the serialized form of one object of this expression. */
    SerializedLambda with(Class<?> loadedCapturingClass, @Nullable Object[] captured) {
        return new SerializedLambda(
                loadedCapturingClass,
                functionalInterface,
                interfaceMethod,
                interfaceSignature,
                implementationKind,
                implementingClass,
                method,
                signature,
                instantiated,
                captured);
    }

    /** Appends the captured values; fails as Java serialization does if one cannot travel. */
    static void writeCaptured(SerializedLambda lambda, GrowingBuffer out) throws IOException {
        int count = lambda.getCapturedArgCount();
        boolean simple = true;
        for (int i = 0; i < count && simple; i++) {
            simple = SimpleValues.isSimple(lambda.getCapturedArg(i));
        }
        if (!simple) {
            writeSerialized(lambda, out);
            return;
        }
        out.putByte(SIMPLE);
        out.putByte(count); // a method has 255 parameters at most
        for (int i = 0; i < count; i++) {
            SimpleValues.write(lambda.getCapturedArg(i), out);
        }
    }

    /** By another class: for a stream made here, a child would load the buffer's class. */
    private static void writeSerialized(SerializedLambda lambda, GrowingBuffer out)
            throws IOException {
        @Nullable Object[] values = new @Nullable Object[lambda.getCapturedArgCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = lambda.getCapturedArg(i);
        }
        out.putByte(SERIALIZED);
        ShippedObjects.CODEC.write(values, out);
    }

    /** Reads what {@link #writeCaptured} appended, which is the rest of the buffer. */
    static @Nullable Object[] readCaptured(ByteBuffer in)
            throws IOException, ClassNotFoundException {
        if (in.get() == SERIALIZED) {
            return readSerialized(in);
        }
        @Nullable Object[] values = new @Nullable Object[Byte.toUnsignedInt(in.get())];
        for (int i = 0; i < values.length; i++) {
            values[i] = SimpleValueReader.read(in);
        }
        return values;
    }

    private static @Nullable Object[] readSerialized(ByteBuffer in)
            throws IOException, ClassNotFoundException {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        try (ObjectInputStream stream = new TransportInputStream(rest)) {
            return (@Nullable Object[]) stream.readObject();
        }
    }
}
