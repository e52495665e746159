package dev.polyrhythm.platform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Words of shared memory any of which ends one wait in the kernel (futex_waitv(2), Linux 5.16). One
 * set is used by one thread at a time, again and again: clear it, add the words, wait.
 */
public final class FutexSet {
    /** How many words a set can hold. */
    public static final int LARGEST = 128;

    private static final long ENTRY = 24; // struct futex_waitv
    private static final long EXPECTED = 0;
    private static final long ADDRESS_OF_WORD = 8;
    private static final long FLAGS = 16;
    private static final int FUTEX2_SIZE_U32 = 2; // without the flag of words of one process only
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final MemorySegment entries = Arena.ofAuto().allocate(LARGEST * ENTRY, Long.BYTES);
    private final MemorySegment timeout = Arena.ofAuto().allocate(2L * Long.BYTES, Long.BYTES);
    private int count;

    /** An empty set; only where sets are {@linkplain #isAvailable() available}. */
    public FutexSet() {}

    /**
     * Whether this JVM can wait for several words. The first call may take some milliseconds.
     *
     * @return false without native access, on another system, or if the kernel is too old
     */
    public static boolean isAvailable() {
        return Futex.isAvailable() && Calls.SUPPORTED;
    }

    /** Takes all words out. */
    public void clear() {
        count = 0;
    }

    /**
     * How many words there are.
     *
     * @return 0 to {@value #LARGEST}
     */
    public int size() {
        return count;
    }

    /**
     * Adds a word.
     *
     * @param word an aligned int; it must stay mapped until the wait is over
     * @param expected what it was when it was read
     * @throws IndexOutOfBoundsException if the set is full
     */
    public void add(MemorySegment word, int expected) {
        long entry = count * ENTRY;
        entries.set(JAVA_LONG, entry + EXPECTED, Integer.toUnsignedLong(expected));
        entries.set(JAVA_LONG, entry + ADDRESS_OF_WORD, word.address());
        entries.set(JAVA_LONG, entry + FLAGS, FUTEX2_SIZE_U32); // and the reserved int after it
        count++;
    }

    /**
     * Waits for a wake-up of any of the words, unless one has changed already. Holds the thread:
     * not for virtual ones. May return early for no reason; {@link Thread#interrupt} does not end
     * it.
     *
     * @param timeoutNanos for how long at most, greater than 0
     */
    public void await(long timeoutNanos) {
        Calls.deadline(timeout, timeoutNanos);
        Calls.await(entries, count, timeout);
    }

    /** Only linked where it may be used: linking is what needs the permission. */
    private static final class Calls {
        private static final long NUMBER = 449; // on every processor
        private static final int CLOCK_MONOTONIC = 1;
        private static final int EINVAL = 22;
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        @SuppressWarnings("restricted") // asked for before, see NativeAccess
        private static final MethodHandle SYSCALL =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                                FunctionDescriptor.of(
                                        JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS,
                                        JAVA_INT),
                                Linker.Option.firstVariadicArg(1),
                                Linker.Option.captureCallState("errno"));

        /** The end of a wait is a time on the kernel's clock, which need not be the JVM's. */
        @SuppressWarnings("restricted")
        private static final MethodHandle CLOCK_GETTIME =
                Linker.nativeLinker()
                        .downcallHandle(
                                Linker.nativeLinker()
                                        .defaultLookup()
                                        .find("clock_gettime")
                                        .orElseThrow(),
                                FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS),
                                Linker.Option.critical(false));

        /** Waiting for nothing is an error, where the call exists: a kernel without has another. */
        static final boolean SUPPORTED = await(MemorySegment.NULL, 0, MemorySegment.NULL) == EINVAL;

        /** Zero, or the number of the error. */
        static int await(MemorySegment entries, int count, MemorySegment timeout) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                long result =
                        (long)
                                SYSCALL.invokeExact(
                                        state, NUMBER, entries, count, 0, timeout, CLOCK_MONOTONIC);
                return result < 0 ? (int) ERRNO.get(state, 0L) : 0;
            } catch (Throwable t) {
                throw new AssertionError(t); // a downcall throws nothing
            }
        }

        static void deadline(MemorySegment time, long afterNanos) {
            try {
                int ignored = (int) CLOCK_GETTIME.invokeExact(CLOCK_MONOTONIC, time);
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
            long nanos = time.get(JAVA_LONG, Long.BYTES) + afterNanos % NANOS_PER_SECOND;
            long seconds = time.get(JAVA_LONG, 0) + afterNanos / NANOS_PER_SECOND;
            time.set(JAVA_LONG, 0, seconds + nanos / NANOS_PER_SECOND);
            time.set(JAVA_LONG, Long.BYTES, nanos % NANOS_PER_SECOND);
        }
    }
}
