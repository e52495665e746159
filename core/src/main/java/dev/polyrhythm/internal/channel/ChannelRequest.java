package dev.polyrhythm.internal.channel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.ring.SpscRing;
import java.lang.foreign.MemorySegment;

/**
 * The records that a pool sends to a worker, see {@link RequestLayout}. The word of a record's
 * header says which one it is.
 */
public final class ChannelRequest {
    static final int CHUNK = 1;
    static final int RESUME = 2;

    /** Stands for a task that the worker has already. */
    public static final MemorySegment NO_TASK = MemorySegment.ofArray(new byte[0]);

    private ChannelRequest() {}

    /**
     * Writes a chunk.
     *
     * @param task the submission's task, or {@link #NO_TASK}
     * @param firstNumber number of the first item among all that the worker gets
     * @return false if there is no room now
     */
    public static boolean send(
            SpscRing ring,
            long submissionId,
            TaskForm form,
            MemorySegment task,
            long firstNumber,
            int count,
            MemorySegment items) {
        long taskBytes = task.byteSize();
        int length = (int) (RequestLayout.TASK + taskBytes + items.byteSize());
        long at = ring.reserve(length);
        if (at < 0) {
            return false;
        }
        MemorySegment data = ring.data();
        data.set(JAVA_LONG, at + RequestLayout.SUBMISSION, submissionId);
        data.set(JAVA_LONG, at + RequestLayout.FIRST_NUMBER, firstNumber);
        data.set(JAVA_INT, at + RequestLayout.COUNT, count);
        data.set(JAVA_INT, at + RequestLayout.FORM, form.code());
        data.set(JAVA_INT, at + RequestLayout.TASK_BYTES, (int) taskBytes);
        MemorySegment.copy(task, 0, data, at + RequestLayout.TASK, taskBytes);
        MemorySegment.copy(items, 0, data, at + RequestLayout.TASK + taskBytes, items.byteSize());
        ring.commit(at, length, CHUNK);
        return true;
    }

    /** Writes with which item the worker goes on after a revocation. False without room. */
    public static boolean resume(SpscRing ring, long nextNumber) {
        long at = ring.reserve(RequestLayout.RESUME_BYTES);
        if (at >= 0) {
            ring.data().set(JAVA_LONG, at + RequestLayout.NEXT_NUMBER, nextNumber);
            ring.commit(at, RequestLayout.RESUME_BYTES, RESUME);
        }
        return at >= 0;
    }

    static long resumedNumber(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at + RequestLayout.NEXT_NUMBER);
    }

    static long submissionId(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at + RequestLayout.SUBMISSION);
    }

    static long firstNumber(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at + RequestLayout.FIRST_NUMBER);
    }

    static int count(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + RequestLayout.COUNT);
    }

    static int form(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + RequestLayout.FORM);
    }

    static int taskBytes(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + RequestLayout.TASK_BYTES);
    }

    static long task(long at) {
        return at + RequestLayout.TASK;
    }

    static long items(MemorySegment data, long at) {
        return at + RequestLayout.TASK + taskBytes(data, at);
    }
}
