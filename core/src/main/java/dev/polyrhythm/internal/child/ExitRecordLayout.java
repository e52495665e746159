package dev.polyrhythm.internal.child;

/**
 * The bytes of an {@link ExitRecord}'s file.
 *
 * <pre>
 * 0  byte  1: orderly, 2: by a signal, else nothing was said
 * 1  byte  number of the signal
 * 2  byte  1 if the task threw: the rest is there
 * 4  the exception, see {@link dev.polyrhythm.internal.transport.RemoteThrowable}
 * </pre>
 */
final class ExitRecordLayout {
    static final int ENDING = 0;
    static final int SIGNAL = 1;
    static final int THREW = 2;
    static final int FAILURE = 4;

    static final byte IS_ORDERLY = 1;
    static final byte IS_SIGNALLED = 2;

    private ExitRecordLayout() {}
}
