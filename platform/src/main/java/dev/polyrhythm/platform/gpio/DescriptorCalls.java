package dev.polyrhythm.platform.gpio;

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
 * System calls on file descriptors, with the errno of a failure: open(2), ioctl(2), read(2),
 * poll(2), eventfd(2), write(2), close(2). Loaded only where native access is granted, as linking
 * needs it. Allocates nothing but at a thread's first call.
 */
@SuppressWarnings("restricted") // asked for before, see NativeAccess
final class DescriptorCalls {
    private static final int READ_WRITE = 2;
    private static final int CLOSE_ON_EXEC = 0x80000; // the same for open and eventfd
    private static final int NO_TIMEOUT = -1;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_OF =
            Linker.Option.captureStateLayout()
                    .varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPEN =
            link(
                    "open",
                    FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(2),
                    ERRNO);
    private static final MethodHandle IOCTL =
            link(
                    "ioctl",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Linker.Option.firstVariadicArg(2),
                    ERRNO);
    private static final MethodHandle READ =
            link("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), ERRNO);
    private static final MethodHandle POLL =
            link("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), ERRNO);
    private static final MethodHandle EVENTFD =
            link("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), ERRNO);
    private static final MethodHandle WRITE =
            link("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle CLOSE =
            link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final ThreadLocal<MemorySegment> STATE =
            ThreadLocal.withInitial(
                    () -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

    private DescriptorCalls() {}

    private static MethodHandle link(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        MemorySegment address = LINKER.defaultLookup().find(name).orElseThrow();
        return LINKER.downcallHandle(address, descriptor, options);
    }

    /**
     * Opens a device for reading and writing; the descriptor is not inherited by other programs.
     */
    static int open(String path) throws SystemCallException {
        MemorySegment state = STATE.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path);
            int result = (int) OPEN.invokeExact(state, name, READ_WRITE | CLOSE_ON_EXEC);
            return require(result, state, "open " + path);
        } catch (SystemCallException e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError(t); // a downcall throws nothing
        }
    }

    /**
     * Calls a device.
     *
     * @param what the call's name, for messages; a constant, as most calls succeed
     */
    static void ioctl(int descriptor, long request, MemorySegment argument, String what)
            throws SystemCallException {
        MemorySegment state = STATE.get();
        int result;
        try {
            result = (int) IOCTL.invokeExact(state, descriptor, request, argument);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        require(result, state, what);
    }

    /** Reads what is there, or waits for it. Returns the number of bytes. */
    static long read(int descriptor, MemorySegment into) throws SystemCallException {
        MemorySegment state = STATE.get();
        long result;
        try {
            result = (long) READ.invokeExact(state, descriptor, into, into.byteSize());
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        require((int) Math.min(result, 0), state, "read");
        return result;
    }

    /** Waits until a descriptor of the array can be read, or has failed, or a signal came. */
    static void poll(MemorySegment descriptors, long count) throws SystemCallException {
        MemorySegment state = STATE.get();
        int result;
        try {
            result = (int) POLL.invokeExact(state, descriptors, count, NO_TIMEOUT);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        if (result < 0 && errno(state) != Errno.EINTR) {
            throw new SystemCallException("poll", errno(state));
        }
    }

    /** Makes a descriptor that can be read once it was signalled. */
    static int newSignal() throws SystemCallException {
        MemorySegment state = STATE.get();
        int result;
        try {
            result = (int) EVENTFD.invokeExact(state, 0, CLOSE_ON_EXEC);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
        return require(result, state, "eventfd");
    }

    /** Makes a descriptor of {@link #newSignal} readable for ever. */
    static void signal(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
            long ignored = (long) WRITE.invokeExact(descriptor, one, one.byteSize());
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    /** Closes a descriptor; the kernel has closed it even where it reports an error. */
    static void close(int descriptor) {
        try {
            int ignored = (int) CLOSE.invokeExact(descriptor);
        } catch (Throwable t) {
            throw new AssertionError(t);
        }
    }

    private static int require(int result, MemorySegment state, String what)
            throws SystemCallException {
        if (result < 0) {
            throw new SystemCallException(what, errno(state));
        }
        return result;
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO_OF.get(state, 0L);
    }
}
