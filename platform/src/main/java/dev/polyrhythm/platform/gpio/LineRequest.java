package dev.polyrhythm.platform.gpio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a GPIO chip that this process holds, made by {@link GpioChip#request}. The kernel frees
 * them when it is closed, or when the process ends in whichever way; what level they have then is
 * the driver's matter.
 *
 * <p>In values, bit 0 stands for the first line of the request, bit 1 for the second. All methods
 * may be called by any thread. Reading and setting allocate nothing.
 */
public final class LineRequest implements AutoCloseable {
    private final int descriptor;
    private final MemorySegment values;
    private @Nullable LineEvents events;
    private boolean closed;

    LineRequest(int descriptor) {
        this.descriptor = descriptor;
        this.values = Arena.ofAuto().allocate(LineValuesLayout.SIZE, Long.BYTES);
    }

    /**
     * Reads lines, in one call.
     *
     * @param mask which
     * @return their values, 0 for lines that were not asked for
     * @throws SystemCallException if the chip has gone
     */
    public synchronized long get(long mask) throws SystemCallException {
        requireOpen();
        LineValuesLayout.write(values, mask, 0);
        DescriptorCalls.ioctl(descriptor, GpioCalls.GET_VALUES, values, "read lines");
        return LineValuesLayout.bits(values);
    }

    /**
     * Sets outputs, in one call, at the same time where the chip can.
     *
     * @param mask which
     * @param bits their values from now on
     * @throws SystemCallException if a line is no output, or the chip has gone
     */
    public synchronized void set(long mask, long bits) throws SystemCallException {
        requireOpen();
        LineValuesLayout.write(values, mask, bits);
        DescriptorCalls.ioctl(descriptor, GpioCalls.SET_VALUES, values, "set lines");
    }

    /**
     * Changes the settings of all lines without letting go of them.
     *
     * @param settings the new ones
     * @param bits the values of outputs
     * @throws SystemCallException if the chip cannot do it, or has gone
     */
    public synchronized void configure(LineSettings settings, long bits)
            throws SystemCallException {
        requireOpen();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment config = arena.allocate(LineConfigLayout.SIZE, Long.BYTES);
            LineConfigLayout.write(config, settings, bits);
            DescriptorCalls.ioctl(descriptor, GpioCalls.CONFIGURE, config, "configure lines");
        }
    }

    /**
     * Returns the events of the lines, which need {@link LineSettings.Edges}.
     *
     * @return always the same object
     * @throws SystemCallException if the system has no descriptor left
     */
    public synchronized LineEvents events() throws SystemCallException {
        requireOpen();
        if (events == null) {
            events = new LineEvents(descriptor);
        }
        return events;
    }

    private void requireOpen() throws SystemCallException {
        if (closed) {
            throw new SystemCallException("use of lines that were released", Errno.EBADF);
        }
    }

    /** Gives the lines back; wakes the thread that waits for events. Idempotent. */
    @Override
    public void close() {
        LineEvents waiting;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting = events;
        }
        if (waiting != null) {
            waiting.close();
        }
        DescriptorCalls.close(descriptor);
    }
}
