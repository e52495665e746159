package dev.polyrhythm.internal.channel;

import dev.polyrhythm.memory.internal.ring.SpscRing;
import dev.polyrhythm.memory.internal.wait.EventCount;

/**
 * The bytes of the channel between a pool and one of its worker processes, little-endian. What the
 * two sides write lies on different cache lines.
 *
 * <pre>
 *    0  long  written by the pool: 1 if the worker is to end
 *    8  long  written by the pool: 1 plus the number of the item that is to be interrupted
 *   64  bell  wakes the worker's loop, see {@link EventCount}
 *  128  bell  wakes the worker's thread that interrupts
 *  192  long  number of the item that is begun next; bit 62: none, until the pool has said from where on
 *  200  long  when the last one was begun, as System.nanoTime() says
 *  208  long  written by the worker: 1 once it is ready
 *  256  ring  requests, see {@link SpscRing}: 128 bytes, its data is behind the answers' ring
 *  384  ring  answers
 *  512  the requests' data, then the answers'
 * </pre>
 */
public final class ChannelLayout {
    static final long END = 0;
    static final long INTERRUPT = 8;
    static final long BELL = 64;
    static final long INTERRUPT_BELL = 128;
    static final long NEXT = 192;
    static final long STARTED = 200;
    static final long READY = 208;
    static final long REQUESTS = 256;
    static final long ANSWERS = 384;
    static final long REQUEST_DATA = 512;
    public static final long REQUEST_BYTES = 1 << 17;
    static final long ANSWER_DATA = REQUEST_DATA + REQUEST_BYTES;
    static final long ANSWER_BYTES = 1 << 18;
    public static final long BYTE_SIZE = ANSWER_DATA + ANSWER_BYTES;

    static final long REVOKED = 1L << 62;

    private ChannelLayout() {}
}
