package dev.polyrhythm.internal.channel;

import dev.polyrhythm.Job;
import dev.polyrhythm.JobFunction;
import dev.polyrhythm.Task;
import dev.polyrhythm.internal.transport.RemoteThrowable;
import dev.polyrhythm.internal.transport.TaskCodec;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.memory.internal.codec.ValueKind;
import dev.polyrhythm.memory.internal.ring.SpscRing;
import dev.polyrhythm.memory.internal.wait.EventCount;
import dev.polyrhythm.memory.internal.wait.SpinWait;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The worker's side of a {@link Channel}: runs chunks until the pool says that it is to end. */
public final class WorkerEndpoint {
    /** Some 4 us: longer than the next request takes of a caller that waits for each result. */
    public static final int SPINS = 100;

    public static final int YIELDS = 10;
    private static final long LONGEST_PAUSE_NANOS = 2_000_000;

    /** The longest time that results wait to be announced while there is more to do. */
    private static final long ANNOUNCE_NANOS = 250_000;

    private static final long ROOM_NANOS = 20_000;

    private final Channel channel;
    private final EventCount poolBell;
    private final CurrentItem current;
    private final ValueWriter answer;
    private long announced = System.nanoTime();
    private long clock;
    private long submissionId;
    private @Nullable Object task; // decoded
    private @Nullable Throwable taskFault; // why it could not be

    WorkerEndpoint(long number, MemorySegment memory, EventCount poolBell) {
        this.channel = new Channel(memory);
        this.poolBell = poolBell;
        this.answer = new ValueWriter(number);
        this.current = new CurrentItem(channel, Thread.currentThread());
    }

    void run() {
        current.startInterrupting();
        channel.setReady();
        poolBell.wakeAll();
        SpscRing requests = channel.requests();
        while (awaitRequest()) {
            long at = requests.next();
            if (requests.word(at) == ChannelRequest.RESUME) {
                channel.resume(ChannelRequest.resumedNumber(requests.data(), at));
                submissionId = 0;
            } else {
                runChunk(requests.data(), at);
            }
            requests.skip();
            requests.release();
        }
    }

    /** Waits for a request. False once the worker is to end. */
    private boolean awaitRequest() {
        if (channel.requests().hasNext() && !channel.isToEnd()) {
            return true;
        }
        poolBell.wakeAll();
        return SpinWait.until(channel.requests()::hasNext, SPINS, YIELDS, channel::isToEnd)
                || (!channel.isToEnd() && sleep());
    }

    private boolean sleep() {
        EventCount bell = channel.bell();
        for (int round = 0; ; round++) {
            int ticket = bell.prepare();
            if (channel.isToEnd()) {
                return false;
            }
            if (channel.requests().hasNext()) {
                return true;
            }
            bell.await(ticket, Long.MAX_VALUE, round, LONGEST_PAUSE_NANOS);
        }
    }

    private void runChunk(MemorySegment data, long at) {
        long first = ChannelRequest.firstNumber(data, at);
        int count = ChannelRequest.count(data, at);
        long item = ChannelRequest.items(data, at);
        if (ChannelRequest.submissionId(data, at) != submissionId) {
            submissionId = ChannelRequest.submissionId(data, at);
            task = null;
            taskFault = null;
        }
        clock = System.nanoTime();
        for (int i = 0; i < count && !channel.isToEnd(); i++) {
            current.begin(first + i);
            if (!channel.begin(first + i, clock)) {
                current.end();
                return; // taken back, with all that follows
            }
            answer(data, at, item);
            item = Values.next(data, item);
        }
    }

    private void answer(MemorySegment data, long at, long item) {
        answer.reset();
        try {
            encode(run(data, at, item));
        } catch (Throwable t) { // whatever it is, it is the item's failure and not the worker's
            fail(t);
        } finally {
            current.end();
        }
        send();
    }

    private void encode(@Nullable Object result) throws IOException {
        try {
            answer.putValue(result);
        } catch (ObjectStreamException | StackOverflowError e) {
            throw TaskCodec.refusal(result, "result", e);
        }
    }

    private @Nullable Object run(MemorySegment data, long at, long item) throws Throwable {
        Object function = task == null ? decodeTask(data, at) : task;
        return switch (TaskForm.of(ChannelRequest.form(data, at))) {
            case TASK -> {
                ((Task) function).run();
                yield null;
            }
            case JOB -> ((Job<?>) function).call();
            case FUNCTION -> apply((JobFunction<?, ?>) function, Values.read(data, item));
        };
    }

    /** Decodes the task for the first item that needs it: its bytes come with one chunk only. */
    private Object decodeTask(MemorySegment data, long at) throws Throwable {
        if (taskFault != null) {
            throw taskFault;
        }
        try {
            Object decoded = ((Values.Encoded) value(data, at)).decode();
            WorkerCodec.useLoaderOf(decoded);
            task = decoded;
            return decoded;
        } catch (Throwable t) { // for all items of the submission
            taskFault = t;
            throw t;
        }
    }

    private static Object value(MemorySegment data, long at) throws IOException {
        return Objects.requireNonNull(Values.read(data, ChannelRequest.task(at)));
    }

    @SuppressWarnings("unchecked") // its pool has accepted the item for the function
    private static @Nullable Object apply(JobFunction<?, ?> function, @Nullable Object item)
            throws Exception {
        Object argument = item instanceof Values.Encoded encoded ? encoded.decode() : item;
        return ((JobFunction<@Nullable Object, ?>) function).apply(argument);
    }

    /** Encodes a failure; even that can fail, if there is no memory left. */
    private void fail(Throwable failure) {
        boolean exhausted = failure instanceof OutOfMemoryError;
        int kind = exhausted ? Values.LAST_FAILURE : Values.FAILURE;
        try {
            answer.reset();
            answer.putBytes(kind, RemoteThrowable.encode(failure));
        } catch (Throwable t) { // the text is lost, the failure is not
            answer.reset();
            answer.putInt(ValueKind.header(kind, 0));
        }
    }

    private void send() {
        long now = System.nanoTime();
        int length = answer.size();
        long at = channel.answers().reserve(length);
        while (at < 0) {
            poolBell.wakeAll();
            LockSupport.parkNanos(ROOM_NANOS);
            at = channel.answers().reserve(length);
        }
        MemorySegment.copy(
                answer.array(), 0, channel.answers().data(), ValueLayout.JAVA_BYTE, at, length);
        channel.answers().commit(at, length, Float.floatToRawIntBits((float) (now - clock)));
        clock = now;
        if (now - announced > ANNOUNCE_NANOS) {
            announced = now;
            poolBell.wakeAll();
        }
    }
}
