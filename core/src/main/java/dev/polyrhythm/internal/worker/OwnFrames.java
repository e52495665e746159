package dev.polyrhythm.internal.worker;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Removes the library's frames from a stack trace. The innermost frames are the user's; the
 * outermost are the library's way to them, and no part of the program.
 */
public final class OwnFrames {
    private OwnFrames() {}

    /**
     * Changes the stack traces of a failure and of all its causes and suppressed exceptions.
     *
     * @param failure leaves the user's code
     * @param names classes, and packages with a dot at the end, whose outermost frames go
     */
    public static void hideIn(Throwable failure, String... names) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>()); // may be a circle
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(failure);
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (seen.add(next)) {
                hideInOne(next, names);
                Throwable cause = next.getCause();
                if (cause != null) {
                    left.add(cause);
                }
                Collections.addAll(left, next.getSuppressed());
            }
        }
    }

    private static void hideInOne(Throwable failure, String... names) {
        StackTraceElement[] stack = failure.getStackTrace();
        int end = stack.length;
        while (end > 0 && isOwn(stack[end - 1].getClassName(), names)) {
            end--;
        }
        if (end > 0) { // a fault of the library itself keeps its trace
            failure.setStackTrace(Arrays.copyOf(stack, end));
        }
    }

    private static boolean isOwn(String className, String... names) {
        for (String name : names) {
            if (name.endsWith(".") ? className.startsWith(name) : className.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
