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
import java.util.Arrays;

/**
 * How the kernel schedules the calling thread, which must be a platform thread: it holds for this
 * thread alone, until its end. Without native access nothing changes.
 */
public final class ThreadScheduling {
    /** What {@link #setRealtime} returns when the thread is a realtime one. */
    public static final int DONE = 0;

    /** What the methods return where no native call may be made. */
    public static final int NO_NATIVE_ACCESS = -1;

    private ThreadScheduling() {}

    /**
     * Gives the thread the policy SCHED_FIFO (sched(7)): it runs before all ordinary threads of the
     * machine whenever it does not wait. Needs CAP_SYS_NICE, or a limit RLIMIT_RTPRIO of at least
     * the priority.
     *
     * @param priority 1 to 99
     * @return {@link #DONE}, {@link #NO_NATIVE_ACCESS}, or the number of the kernel's error: 1
     *     (EPERM) without the permission, or where the thread's control group has no realtime time
     */
    public static int setRealtime(int priority) {
        return NativeAccess.isGranted() ? Calls.setRealtime(priority) : NO_NATIVE_ACCESS;
    }

    /**
     * Sets by how much the kernel may delay the thread's wake-ups to join them with others'
     * (PR_SET_TIMERSLACK, prctl(2)). A realtime thread has none.
     *
     * @param nanos 1 or more; 50,000 is the usual default
     * @return {@link #DONE}, {@link #NO_NATIVE_ACCESS}, or the number of the kernel's error
     */
    public static int setTimerSlack(long nanos) {
        return NativeAccess.isGranted() ? Calls.setTimerSlack(nanos) : NO_NATIVE_ACCESS;
    }

    /** Only linked where it may be used: linking is what needs the permission. */
    private static final class Calls {
        private static final int THIS_THREAD = 0;
        private static final int FIFO =
                1 | 0x4000_0000; // SCHED_RESET_ON_FORK: not for threads that it starts
        private static final int PR_SET_TIMERSLACK = 29;
        private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
        private static final VarHandle ERRNO =
                STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

        private static final MethodHandle SCHED_SETSCHEDULER =
                link(
                        "sched_setscheduler",
                        FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
        private static final MethodHandle PRCTL =
                link(
                        "prctl",
                        FunctionDescriptor.of(
                                JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Linker.Option.firstVariadicArg(1));

        @SuppressWarnings("restricted") // asked for before, see NativeAccess
        private static MethodHandle link(
                String name, FunctionDescriptor type, Linker.Option... options) {
            Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
            all[options.length] = Linker.Option.captureCallState("errno");
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(
                    linker.defaultLookup().find(name).orElseThrow(), type, all);
        }

        static int setRealtime(int priority) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                MemorySegment parameters = arena.allocate(JAVA_INT); // struct sched_param
                parameters.set(JAVA_INT, 0, priority);
                int result =
                        (int) SCHED_SETSCHEDULER.invokeExact(state, THIS_THREAD, FIFO, parameters);
                return result == 0 ? DONE : (int) ERRNO.get(state, 0L);
            } catch (Throwable t) {
                throw new AssertionError(t); // a downcall throws nothing
            }
        }

        static int setTimerSlack(long nanos) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment state = arena.allocate(STATE);
                int result = (int) PRCTL.invokeExact(state, PR_SET_TIMERSLACK, nanos, 0L, 0L, 0L);
                return result == 0 ? DONE : (int) ERRNO.get(state, 0L);
            } catch (Throwable t) {
                throw new AssertionError(t);
            }
        }
    }
}
