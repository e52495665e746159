package dev.polyrhythm.cli;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The frames between the command and the program's main, which stack traces of the program omit.
 */
final class OwnFrames {
    private OwnFrames() {}

    static void hideIn(Throwable failure) {
        hideIn(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void hideIn(Throwable failure, Set<Throwable> seen) {
        if (!seen.add(failure)) {
            return;
        }
        failure.setStackTrace(withoutOwn(failure.getStackTrace()));
        Throwable cause = failure.getCause();
        if (cause != null) {
            hideIn(cause, seen);
        }
        for (Throwable suppressed : failure.getSuppressed()) {
            hideIn(suppressed, seen);
        }
    }

    private static StackTraceElement[] withoutOwn(StackTraceElement[] stack) {
        int end = stack.length;
        while (end > 0 && isOwn(stack[end - 1].getClassName())) {
            end--;
        }
        return Arrays.copyOf(stack, end);
    }

    private static boolean isOwn(String className) {
        return className.startsWith("dev.polyrhythm.cli.")
                || className.startsWith("java.lang.reflect.")
                || className.startsWith("jdk.internal.reflect.");
    }
}
