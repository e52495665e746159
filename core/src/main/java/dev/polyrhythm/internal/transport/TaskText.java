package dev.polyrhythm.internal.transport;

import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/** The text of a task or an item in messages: short, and there even if its toString fails. */
public final class TaskText {
    private static final int LONGEST = 200;

    private TaskText() {}

    /** Returns the text; of a lambda, its class and the values that it captured. */
    public static String of(@Nullable Object object) {
        try {
            SerializedLambda lambda = object == null ? null : LambdaCaptures.lambda(object);
            return shorten(lambda == null ? String.valueOf(object) : describe(lambda));
        } catch (RuntimeException | StackOverflowError e) {
            return object == null ? "null" : object.getClass().getName();
        }
    }

    private static String describe(SerializedLambda lambda) {
        StringBuilder text =
                new StringBuilder("lambda in ")
                        .append(lambda.getImplClass().replace('/', '.'))
                        .append('[');
        for (int i = 0; i < lambda.getCapturedArgCount() && text.length() < LONGEST; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(LambdaCaptures.name(lambda, i))
                    .append('=')
                    .append(lambda.getCapturedArg(i));
        }
        return text.append(']').toString();
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }
}
