package dev.polyrhythm.internal.channel;

/**
 * The bytes of the records that a pool sends to a worker, little-endian.
 *
 * <pre>
 * CHUNK                             RESUME
 *  0  long  id of the submission   0  long  the next item's number
 *  8  long  first item's number
 * 16  int   how many items
 * 20  int   form of the task
 * 24  int   bytes of the task, 0 if the worker has it from the chunk before
 * 28  int   unused
 * 32  the task, a value
 *     the items, values
 * </pre>
 */
final class RequestLayout {
    static final long SUBMISSION = 0;
    static final long FIRST_NUMBER = 8;
    static final long COUNT = 16;
    static final long FORM = 20;
    static final long TASK_BYTES = 24;
    static final long TASK = 32;

    static final long NEXT_NUMBER = 0;
    static final int RESUME_BYTES = 8;

    private RequestLayout() {}
}
