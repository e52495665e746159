package dev.polyrhythm.platform.gpio;

/** Numbers of errors that the calls on GPIO chips end with; the same on all processors. */
public final class Errno {
    /** Operation not permitted. */
    public static final int EPERM = 1;

    /** No such file or directory. */
    public static final int ENOENT = 2;

    /** Interrupted by a signal. */
    public static final int EINTR = 4;

    /** No such device or address. */
    public static final int ENXIO = 6;

    /** Not an open descriptor. */
    public static final int EBADF = 9;

    /** Permission denied. */
    public static final int EACCES = 13;

    /** Device or resource busy. */
    public static final int EBUSY = 16;

    /** No such device: the chip has gone. */
    public static final int ENODEV = 19;

    /** Invalid argument. */
    public static final int EINVAL = 22;

    /** Not a device for this ioctl. */
    public static final int ENOTTY = 25;

    private Errno() {}

    /** Returns the error in words. */
    static String text(int errno) {
        return switch (errno) {
            case EPERM -> "operation not permitted";
            case ENOENT -> "no such file or directory";
            case EINTR -> "interrupted";
            case ENXIO -> "no such device or address";
            case EBADF -> "not an open descriptor";
            case EACCES -> "permission denied";
            case EBUSY -> "device or resource busy";
            case ENODEV -> "no such device";
            case EINVAL -> "invalid argument";
            case ENOTTY -> "not a device for this call";
            default -> "failed";
        };
    }
}
