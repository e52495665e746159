package dev.polyrhythm.internal.pool;

import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.internal.channel.Channel;
import dev.polyrhythm.internal.channel.ChannelLayout;
import dev.polyrhythm.internal.channel.ChannelRequest;
import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.memory.internal.ring.SpscRing;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The pool's side of a {@link Channel}: sends chunks, takes back what the worker has not begun, and
 * reads the answers. Guarded by the pool's lock, unless a method says otherwise.
 */
final class PoolEndpoint {
    /** How much work a worker may have ahead, so that it need not wait for the next chunk. */
    private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long MOST_AHEAD_BYTES = ChannelLayout.REQUEST_BYTES / 2;
    private static final long NO_SUBMISSION = 0;

    private final Listener listener;
    private final Channel channel;
    private final InFlight inFlight = new InFlight();
    private final Deque<Chunk> unsent =
            new ArrayDeque<>(); // for lack of room, or after a revocation
    private long lastSubmission = NO_SUBMISSION; // the worker has its task
    private boolean revoked; // the worker has not yet read with which item it goes on
    private boolean resumeSent;

    /** Knows the worker at the other end. */
    interface Listener {
        /** A chunk was sent, and may be begun from now on. */
        void sent(Chunk chunk);

        /**
         * An item was answered.
         *
         * @param number of the item among all that were sent
         * @param value the result, or {@link Values.Encoded} of one or of a failure, or an {@link
         *     Outcome}
         * @param nanos how long it took
         */
        void answered(
                Submission submission, int index, long number, @Nullable Object value, long nanos);
    }

    PoolEndpoint(Channel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    // Single words of the channel

    /** Without the lock, too. */
    boolean isReady() {
        return channel.isReady();
    }

    /** Tells the worker to end. */
    void end() {
        channel.end();
    }

    void interrupt(long number) {
        channel.interrupt(number);
    }

    // Answers

    /** Whether there may be an answer. Without the lock, too. */
    boolean mayHaveAnswer() {
        return channel.answers().mayHaveNext();
    }

    /** Reads the answers, and tells the worker of each. True if there were some. */
    boolean collect() {
        SpscRing answers = channel.answers();
        boolean any = false;
        while (answers.hasNext()) {
            long at = answers.next();
            float nanos = Float.intBitsToFloat(answers.word(at));
            Object value = read(answers.data(), at);
            answers.skip();
            answered(Objects.requireNonNull(inFlight.first()), value, (long) nanos);
            any = true;
        }
        if (any) {
            answers.release();
        }
        return any;
    }

    private static @Nullable Object read(MemorySegment data, long at) {
        try {
            Object value = Values.read(data, at);
            Values.remove(data, at);
            return value;
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return Outcome.failed(() -> new TaskFailedException(Outcome.UNREADABLE, e));
        }
    }

    private void answered(SentChunk sent, @Nullable Object value, long nanos) {
        Submission submission = sent.chunk().submission();
        int index = sent.index();
        long number = sent.number();
        inFlight.answer(nanos);
        listener.answered(submission, index, number, value, nanos);
    }

    // Requests

    /** Whether the worker was given nothing that it has not answered. */
    boolean isEmpty() {
        return !awaitsAnswer() && unsent.isEmpty();
    }

    /** Whether something was sent that is not answered. */
    boolean awaitsAnswer() {
        return inFlight.unanswered() > 0;
    }

    /** Whether the worker, which has something to do, may soon have nothing. */
    boolean wantsMore() {
        return awaitsAnswer()
                && unsent.isEmpty()
                && inFlight.expectedNanos() < AHEAD_NANOS
                && channel.requests().used() < MOST_AHEAD_BYTES;
    }

    void give(Chunk chunk) {
        unsent.addLast(chunk);
        send();
    }

    private void send() {
        if (revoked) {
            return;
        }
        for (Chunk chunk = unsent.peekFirst(); chunk != null; chunk = unsent.peekFirst()) {
            if (!send(chunk)) {
                break;
            }
            unsent.removeFirst();
            inFlight.add(chunk);
            lastSubmission = chunk.submission().id();
            listener.sent(chunk);
        }
        channel.bell().wakeAll();
    }

    /** Returns false if there is no room now. */
    private boolean send(Chunk chunk) {
        Submission submission = chunk.submission();
        boolean isKnown = submission.id() == lastSubmission;
        return ChannelRequest.send(
                channel.requests(),
                submission.id(),
                submission.form(),
                isKnown ? ChannelRequest.NO_TASK : submission.encoded(),
                inFlight.nextNumber(),
                chunk.count(),
                chunk.items());
    }

    /**
     * Sends what could not be sent before. After a revocation: sends with which item the worker
     * goes on, and nothing else until the worker has read that.
     */
    void resume() {
        if (revoked && !resumeSent) {
            resumeSent = ChannelRequest.resume(channel.requests(), inFlight.nextNumber());
            channel.bell().wakeAll();
        }
        if (revoked && resumeSent && !channel.isRevoked()) {
            revoked = false;
            resumeSent = false;
        }
        send();
    }

    // What is begun, and what is not

    /** Returns the item that the worker has begun and not answered. */
    @Nullable RunningItem running() {
        SentChunk sent = inFlight.first();
        if (sent == null) {
            return null;
        }
        long next;
        long started;
        do {
            next = channel.next();
            started = channel.startedNanoTime();
        } while (next != channel.next());
        return sent.number() < next
                ? new RunningItem(sent.chunk().submission(), sent.index(), sent.number(), started)
                : null;
    }

    /** Returns how long the item may take that is answered next, 0 for as long as it wants. */
    long limitNanos() {
        SentChunk first = inFlight.first();
        return first == null ? 0 : first.chunk().submission().limitNanos();
    }

    boolean hasUnbegun() {
        return channel.next() != inFlight.nextNumber() || !unsent.isEmpty();
    }

    boolean has(Submission submission) {
        return inFlight.has(submission)
                || unsent.stream().anyMatch(chunk -> chunk.isOf(submission));
    }

    /** Takes back what the worker has not begun, and has the worker pass over that. */
    List<Chunk> takeBack() {
        List<Chunk> rest = new ArrayList<>();
        List<Chunk> notSent = takeUnsent(); // first: resume would send it
        if (!revoked && channel.next() != inFlight.nextNumber()) {
            long next = channel.revoke();
            revoked = true;
            lastSubmission = NO_SUBMISSION;
            rest.addAll(inFlight.takeUnbegun(next));
            resume();
        }
        rest.addAll(notSent);
        return rest;
    }

    /** Takes what a dead worker had not begun. */
    List<Chunk> takeUnbegun() {
        List<Chunk> rest = inFlight.takeUnbegun(channel.next());
        rest.addAll(takeUnsent());
        return rest;
    }

    private List<Chunk> takeUnsent() {
        List<Chunk> taken = List.copyOf(unsent);
        unsent.clear();
        return taken;
    }

    /** Takes the item that a dead worker ran, if there is one. */
    List<Chunk> takeLost() {
        return inFlight.takeLost();
    }
}
