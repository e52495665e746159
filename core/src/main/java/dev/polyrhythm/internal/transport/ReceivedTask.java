package dev.polyrhythm.internal.transport;

import dev.polyrhythm.Task;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lambda that has come to this process over a {@link ColdLambda}. If it travels on, it does so as
 * the lambda that it was.
 *
 * <pre>
 * text   capturing class         } as SerializedLambda has them
 * text   functional interface    }
 * text   implementing method     }
 * text   its signature           }
 * text   the interface's method, instantiated
 * bytes  the bridge's class
 *        the captured values, see {@link CapturedValues}
 * </pre>
 */
public final class ReceivedTask implements Task {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Lambda lambda;
    private final transient Consumer<@Nullable Object[]> bridge;
    private final transient @Nullable Object[] captured;

    /** The description of a {@link SerializedLambda}, but for the values. */
    private record Lambda(
            Class<?> capturingClass,
            String functionalInterface,
            String method,
            String signature,
            String instantiated) {}

    private ReceivedTask(
            Lambda lambda, Consumer<@Nullable Object[]> bridge, @Nullable Object[] captured) {
        this.lambda = lambda;
        this.bridge = bridge;
        this.captured = captured;
    }

    static void write(SerializedLambda lambda, Task task, DataOutputStream out) throws IOException {
        LengthPrefixed.writeText(out, lambda.getCapturingClass());
        LengthPrefixed.writeText(out, lambda.getFunctionalInterfaceClass());
        LengthPrefixed.writeText(out, lambda.getImplMethodName());
        LengthPrefixed.writeText(out, lambda.getImplMethodSignature());
        LengthPrefixed.writeText(out, lambda.getInstantiatedMethodType());
        LengthPrefixed.writeBytes(
                out, ColdLambda.write(lambda, ColdLambda.isInInterface(lambda, task)));
        @Nullable Object[] captured = new @Nullable Object[lambda.getCapturedArgCount()];
        for (int i = 0; i < captured.length; i++) {
            captured[i] = lambda.getCapturedArg(i);
        }
        CapturedValues.write(captured, out);
    }

    static ReceivedTask read(ByteBuffer in) throws IOException, ReflectiveOperationException {
        Lambda lambda =
                new Lambda(
                        ColdLambda.loadHost(LengthPrefixed.readText(in)),
                        LengthPrefixed.readText(in),
                        LengthPrefixed.readText(in),
                        LengthPrefixed.readText(in),
                        LengthPrefixed.readText(in));
        byte[] bridge = LengthPrefixed.readBytes(in);
        @Nullable Object[] captured = CapturedValues.read(in);
        return new ReceivedTask(
                lambda, ColdLambda.define(lambda.capturingClass(), bridge), captured);
    }

    @Override
    public void run() {
        bridge.accept(captured);
    }

    @Serial
    private Object writeReplace() {
        return new SerializedLambda(
                lambda.capturingClass(),
                lambda.functionalInterface(),
                "run",
                "()V",
                MethodHandleInfo.REF_invokeStatic,
                lambda.capturingClass().getName().replace('.', '/'),
                lambda.method(),
                lambda.signature(),
                lambda.instantiated(),
                captured);
    }
}
