package dev.polyrhythm;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** What can go wrong in a process. */
public enum CrashFault {
    THROW("an exception"),
    STACK_OVERFLOW("stack overflow"),
    OUT_OF_MEMORY("out of memory"),
    EXIT("`System.exit(7)`"),
    HALT("`Runtime.halt(7)`"),
    KILL("SIGKILL"),
    CRASH("SIGSEGV"),
    ENDLESS("an endless loop");

    private static volatile boolean forEver = true;

    private final String text;

    CrashFault(String text) {
        this.text = text;
    }

    /** Whether who does it can go on. */
    public boolean isThrown() {
        return this == THROW || this == STACK_OVERFLOW || this == OUT_OF_MEMORY;
    }

    public void happen() {
        switch (this) {
            case THROW -> throw new IllegalStateException("on purpose");
            case STACK_OVERFLOW -> fall(0);
            case OUT_OF_MEMORY -> fill();
            case EXIT -> System.exit(7);
            case HALT -> Runtime.getRuntime().halt(7);
            case KILL -> kill();
            case CRASH -> crash();
            case ENDLESS -> spin();
        }
    }

    @SuppressWarnings("InfiniteRecursion") // the very purpose
    private static int fall(int depth) {
        return fall(depth + 1) + 1;
    }

    private static void fill() {
        long[][] all = new long[1 << 10][];
        for (int i = 0; i < all.length; i++) {
            all[i] = new long[Integer.MAX_VALUE - 8];
        }
        throw new AssertionError("so much memory: " + all.length);
    }

    private static void kill() {
        try {
            String pid = String.valueOf(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", pid).start().waitFor();
            spin();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted") // the very purpose
    private static void crash() {
        int read = MemorySegment.ofAddress(8).reinterpret(64).get(ValueLayout.JAVA_INT, 0);
        throw new AssertionError("that can be read: " + read);
    }

    private static void spin() {
        while (forEver) {
            Thread.onSpinWait();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
