package dev.polyrhythm.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * Waiting for a word of shared memory to change, in the kernel (futex(2)). The word is an aligned
 * {@code int} that several processes have mapped.
 */
public final class Futex {
    /** Numbers of the system call; they differ between processors and never change. */
    private static final Map<String, Long> NUMBERS = Map.of("amd64", 202L, "aarch64", 98L);

    private static final int WAIT = 0;
    private static final int WAKE = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final boolean AVAILABLE =
            NativeAccess.isGranted() && NUMBERS.containsKey(System.getProperty("os.arch"));

    private Futex() {}

    /**
     * Whether this JVM can wait in the kernel.
     *
     * @return false without native access, or on another system or processor
     */
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    /**
     * Waits for a wake-up, unless the word has changed already. Holds the thread: not for virtual
     * ones. May return early for no reason; {@link Thread#interrupt} does not end it.
     *
     * @param word the word
     * @param expected what it was when it was read; with another value this returns at once
     * @param timeoutNanos for how long at most, greater than 0
     */
    public static void await(MemorySegment word, int expected, long timeoutNanos) {
        MemorySegment timeout = Calls.TIMEOUT.get();
        timeout.set(JAVA_LONG, 0, timeoutNanos / NANOS_PER_SECOND);
        timeout.set(JAVA_LONG, Long.BYTES, timeoutNanos % NANOS_PER_SECOND);
        Calls.call(word, WAIT, expected, timeout);
    }

    /**
     * Wakes threads that wait for the word, in whichever process.
     *
     * @param word the word, changed before
     * @param count how many at most
     */
    public static void wake(MemorySegment word, int count) {
        Calls.call(word, WAKE, count, MemorySegment.NULL);
    }

    /** Only linked where it may be used: linking is what needs the permission. */
    private static final class Calls {
        private static final long NUMBER = NUMBERS.getOrDefault(System.getProperty("os.arch"), 0L);

        @SuppressWarnings("restricted") // asked for before, see NativeAccess
        private static final MethodHandle SYSCALL =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                                FunctionDescriptor.of(
                                        JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS),
                                Linker.Option.firstVariadicArg(1));

        static final ThreadLocal<MemorySegment> TIMEOUT =
                ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(2 * Long.BYTES, Long.BYTES));

        /** What it returns does not matter: the caller looks at the word again in any case. */
        static void call(MemorySegment word, int operation, int value, MemorySegment timeout) {
            try {
                long ignored = (long) SYSCALL.invokeExact(NUMBER, word, operation, value, timeout);
            } catch (Throwable t) {
                throw new AssertionError(t); // a downcall throws nothing
            }
        }
    }
}
