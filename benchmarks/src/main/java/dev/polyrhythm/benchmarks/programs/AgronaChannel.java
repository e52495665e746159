package dev.polyrhythm.benchmarks.programs;

import dev.polyrhythm.memory.SharedMemory;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.util.Objects;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Agrona's ring buffers in shared memory. To do the same work, an item is copied out into an array
 * of its own; a wait for an item or for room is that of Agrona's own agents.
 */
final class AgronaChannel implements Channel<byte[]> {
    @Serial private static final long serialVersionUID = 1L;
    private static final int MESSAGE = 1;

    private final SharedMemory memory;
    private final boolean manyProducers;
    private transient RingBuffer ring;
    private transient IdleStrategy idle = new BackoffIdleStrategy();
    private transient byte @Nullable [] taken;

    AgronaChannel(SharedMemory memory, boolean manyProducers) {
        this.memory = memory;
        this.manyProducers = manyProducers;
        this.ring = ring();
    }

    /** Returns the bytes of shared memory for a ring. */
    static long byteSize(int capacity) {
        return (long) capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    private RingBuffer ring() {
        UnsafeBuffer buffer = new UnsafeBuffer(memory.segment().asByteBuffer());
        return manyProducers ? new ManyToOneRingBuffer(buffer) : new OneToOneRingBuffer(buffer);
    }

    @Override
    public void put(byte[] item) {
        UnsafeBuffer source = new UnsafeBuffer(item);
        while (!ring.write(MESSAGE, source, 0, item.length)) {
            idle.idle();
        }
        idle.reset();
    }

    @Override
    public byte[] take() {
        while (ring.read(this::copy, 1) == 0) {
            idle.idle();
        }
        idle.reset();
        return Objects.requireNonNull(taken);
    }

    private void copy(int type, DirectBuffer buffer, int index, int length) {
        taken = new byte[length];
        buffer.getBytes(index, taken);
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        ring = ring();
        idle = new BackoffIdleStrategy();
    }
}
