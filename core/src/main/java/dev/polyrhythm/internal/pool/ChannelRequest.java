package dev.polyrhythm.internal.pool;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.polyrhythm.memory.internal.ring.SpscRing;
import java.lang.foreign.MemorySegment;

/**
 * The records that a pool sends to a worker. The word of a record's header says which it is.
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
final class ChannelRequest {
    static final int CHUNK = 1;
    static final int RESUME = 2;
    private static final int CHUNK_HEADER = 32;
    private static final int RESUME_BYTES = 8;

    private ChannelRequest() {}

    /** Writes a chunk. False if there is no room now. */
    static boolean send(SpscRing ring, Chunk chunk, long firstNumber, boolean withTask) {
        Submission submission = chunk.submission();
        long taskBytes = withTask ? submission.encoded().byteSize() : 0;
        int length = (int) (CHUNK_HEADER + taskBytes + chunk.items().byteSize());
        long at = ring.reserve(length);
        if (at < 0) {
            return false;
        }
        MemorySegment data = ring.data();
        data.set(JAVA_LONG, at, submission.id());
        data.set(JAVA_LONG, at + 8, firstNumber);
        data.set(JAVA_INT, at + 16, chunk.count());
        data.set(JAVA_INT, at + 20, submission.form().code());
        data.set(JAVA_INT, at + 24, (int) taskBytes);
        MemorySegment.copy(submission.encoded(), 0, data, at + CHUNK_HEADER, taskBytes);
        long items = at + CHUNK_HEADER + taskBytes;
        MemorySegment.copy(chunk.items(), 0, data, items, chunk.items().byteSize());
        ring.commit(at, length, CHUNK);
        return true;
    }

    /** Writes with which item the worker goes on after a revocation. False without room. */
    static boolean resume(SpscRing ring, long nextNumber) {
        long at = ring.reserve(RESUME_BYTES);
        if (at >= 0) {
            ring.data().set(JAVA_LONG, at, nextNumber);
            ring.commit(at, RESUME_BYTES, RESUME);
        }
        return at >= 0;
    }

    static long resumedNumber(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at);
    }

    static long submissionId(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at);
    }

    static long firstNumber(MemorySegment data, long at) {
        return data.get(JAVA_LONG, at + 8);
    }

    static int count(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + 16);
    }

    static int form(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + 20);
    }

    static int taskBytes(MemorySegment data, long at) {
        return data.get(JAVA_INT, at + 24);
    }

    static long task(long at) {
        return at + CHUNK_HEADER;
    }

    static long items(MemorySegment data, long at) {
        return at + CHUNK_HEADER + taskBytes(data, at);
    }
}
