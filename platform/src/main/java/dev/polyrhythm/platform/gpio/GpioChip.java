package dev.polyrhythm.platform.gpio;

import dev.polyrhythm.platform.NativeAccess;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A GPIO chip of Linux: a character device, used by interface v2 (Linux 5.10 and later). Needs
 * {@linkplain NativeAccess native access}. Requested lines do not depend on it: it may be closed
 * before them.
 *
 * <p>Not thread-safe.
 */
public final class GpioChip implements AutoCloseable {
    private final int descriptor;
    private final ChipInfo info;
    private boolean closed;

    private GpioChip(int descriptor, ChipInfo info) {
        this.descriptor = descriptor;
        this.info = info;
    }

    /**
     * Opens a chip.
     *
     * @param device its file
     * @return the chip
     * @throws SystemCallException if there is no such file, it is no GPIO chip, or this process has
     *     no permission
     * @throws IllegalStateException without native access
     */
    public static GpioChip open(Path device) throws SystemCallException {
        if (!NativeAccess.isGranted()) {
            throw new IllegalStateException("no native access: device=" + device);
        }
        int descriptor = DescriptorCalls.open(device.toString());
        try {
            return new GpioChip(descriptor, readInfo(descriptor));
        } catch (SystemCallException e) {
            DescriptorCalls.close(descriptor);
            throw e;
        }
    }

    private static ChipInfo readInfo(int descriptor) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(ChipInfoLayout.SIZE, Long.BYTES);
            DescriptorCalls.ioctl(descriptor, GpioCalls.CHIP_INFO, info, "read a chip's name");
            return ChipInfoLayout.read(info);
        }
    }

    /**
     * Returns what the chip says of itself.
     *
     * @return read when the chip was opened
     */
    public ChipInfo info() {
        return info;
    }

    /**
     * Asks for a line's name, holder and settings.
     *
     * @param line its number, 0 or more
     * @return what it is now
     * @throws SystemCallException if there is no such line, or the chip has gone
     */
    public LineInfo line(int line) throws SystemCallException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment asked = arena.allocate(LineInfoLayout.SIZE, Long.BYTES);
            LineInfoLayout.setLine(asked, line);
            DescriptorCalls.ioctl(descriptor, GpioCalls.LINE_INFO, asked, "ask for line " + line);
            return LineInfoLayout.read(asked);
        }
    }

    /**
     * Requests lines for this process, all or none.
     *
     * @param consumer what the holder calls itself, seen by all programs; the first 31 bytes count
     * @param settings for all of them
     * @param values of outputs from the first moment on, bit 0 for the first line
     * @param eventBuffer how many events the kernel keeps until they are read, 1 to 1024 for all
     *     lines together; 0 for 16 a line
     * @param lines their numbers, 1 to 64 of them
     * @return the lines, to be closed
     * @throws SystemCallException if a line has a holder ({@link Errno#EBUSY}), there is none of
     *     that number, the chip cannot do what the settings ask for, or the chip has gone
     */
    public LineRequest request(
            String consumer, LineSettings settings, long values, int eventBuffer, int... lines)
            throws SystemCallException {
        if (lines.length < 1 || lines.length > LineRequestLayout.MOST_LINES) {
            throw new IllegalArgumentException(
                    "a request must be for 1 to 64 lines: lines=" + lines.length);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(LineRequestLayout.SIZE, Long.BYTES);
            LineRequestLayout.write(request, consumer, eventBuffer, lines);
            LineConfigLayout.write(LineRequestLayout.config(request), settings, values);
            DescriptorCalls.ioctl(descriptor, GpioCalls.REQUEST_LINES, request, "request lines");
            return new LineRequest(LineRequestLayout.descriptor(request));
        }
    }

    /** Lets go of the chip; requested lines stay. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            DescriptorCalls.close(descriptor);
        }
    }
}
