package dev.polyrhythm.internal.transport;

import dev.polyrhythm.Task;
import dev.polyrhythm.memory.internal.codec.GrowingBuffer;
import dev.polyrhythm.memory.internal.codec.SimpleValueReader;
import java.io.IOException;
import java.io.Serial;
import java.lang.invoke.SerializedLambda;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lambda that has come to this process over a {@link ColdLambda}. If it travels on, it does so as
 * the lambda that it was.
 *
 * <pre>
 * the expression, see {@link LambdaExpression}
 * the bridge's class, with its length
 * the captured values
 * </pre>
 */
public final class ReceivedTask implements Task {
    @Serial private static final long serialVersionUID = 1L;

    private final transient LambdaExpression expression;
    private final transient Class<?> capturingClass;
    private final transient Consumer<@Nullable Object[]> bridge;
    private final transient @Nullable Object[] captured;

    private ReceivedTask(
            LambdaExpression expression,
            Class<?> capturingClass,
            Consumer<@Nullable Object[]> bridge,
            @Nullable Object[] captured) {
        this.expression = expression;
        this.capturingClass = capturingClass;
        this.bridge = bridge;
        this.captured = captured;
    }

    static void write(SerializedLambda lambda, Task task, GrowingBuffer out) throws IOException {
        LambdaExpression.of(lambda).write(out);
        out.putSizedBytes(ColdLambda.write(lambda, ColdLambda.isInInterface(lambda, task)));
        LambdaExpression.writeCaptured(lambda, out);
    }

    static ReceivedTask read(ByteBuffer in) throws IOException, ReflectiveOperationException {
        LambdaExpression expression = LambdaExpression.read(in);
        Class<?> capturingClass = expression.loadCapturingClass();
        byte[] bridge = SimpleValueReader.readSizedBytes(in);
        @Nullable Object[] captured = LambdaExpression.readCaptured(in);
        return new ReceivedTask(
                expression, capturingClass, ColdLambda.define(capturingClass, bridge), captured);
    }

    @Override
    public void run() {
        bridge.accept(captured);
    }

    @Serial
    private Object writeReplace() {
        return expression.with(capturingClass, captured);
    }
}
