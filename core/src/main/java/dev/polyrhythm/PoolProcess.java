package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pool's worker that is a process: the pool's side of its {@link Channel}. */
final class PoolProcess extends PoolWorker {
    /** What a worker may have before it, so that it need not wait for the next chunk. */
    private static final long AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long MOST_AHEAD_BYTES = ChannelLayout.REQUEST_BYTES / 2;
    private static final double SHARE_OF_LAST = 1.0 / 8;
    private static final long NO_CALL = 0;
    private static final long MEMORY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final ChannelWatch watch;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private final Deque<Chunk> unsent = new ArrayDeque<>();
    private volatile @Nullable Channel channel;
    private volatile boolean gone;
    private @Nullable ProcessWorker process;
    private long channelNumber;
    private boolean ready;
    private boolean dismissed;
    private long dismissNanoTime;
    private boolean killed;
    private boolean concluded;
    private boolean revoked; // and does not yet go on
    private boolean resumeSent;
    private long nextNumber;
    private long lastCall = NO_CALL;
    private int unanswered;
    private long memoryNanoTime = System.nanoTime();
    private double itemNanos = Double.MAX_VALUE; // about how long one takes

    PoolProcess(PoolCore core, String name, ChannelWatch watch) {
        super(core, name);
        this.watch = watch;
    }

    // Its life

    @Override
    void start() {
        Thread.ofVirtual().name("polyrhythm-pool-start").start(this::launch);
    }

    /** Without the lock. */
    private void launch() {
        Region region = Region.current();
        long number = -1;
        try {
            number = region.allocateNumbered(ChannelLayout.BYTE_SIZE);
            Channel made = new Channel(region.mapNumbered(number));
            PoolSettings settings = core.settings;
            PoolLoop loop = new PoolLoop(number, watch.bellNumber(), settings.initializer());
            ProcessWorker worker = new ProcessWorker(name, loop, settings.options());
            worker.setDaemon(true);
            worker.start();
            launched(worker, number, made);
        } catch (Throwable t) { // whatever it is, the pool must not wait for this worker
            notLaunched(number, t);
        }
    }

    private void launched(ProcessWorker worker, long number, Channel made) {
        core.lock();
        try {
            process = worker;
            channelNumber = number;
            channel = made;
            watch.add(this);
            ActiveWorkers.attach(worker, this);
            if (dismissed) {
                made.end();
            }
            if (killed) {
                killProcess();
            }
        } finally {
            core.unlock();
        }
        var _ = worker.onExit().thenAccept(ended -> noteGone());
        watch.wake(); // it can be ready already
    }

    private void noteGone() {
        gone = true;
        watch.wake();
    }

    private void notLaunched(long number, Throwable reason) {
        if (number >= 0) {
            Region.current().freeNumbered(number);
        }
        core.lock();
        try {
            core.dispatcher.failedToStart(this, reason);
        } finally {
            core.unlock();
        }
    }

    @Override
    void dismiss() {
        dismissed = true;
        dismissNanoTime = System.nanoTime();
        Channel known = channel;
        if (known != null) {
            known.end();
        }
        watch.wake();
    }

    @Override
    void kill() {
        killed = true;
        killProcess();
    }

    /** Not here: to find its descendants takes some time. */
    private void killProcess() {
        ProcessWorker worker = process;
        if (worker != null) {
            Thread.ofVirtual().name("polyrhythm-pool-kill").start(worker::kill);
        }
    }

    @Override
    long check(long now) {
        long due = dueAt(now, super.check(now));
        if (!dismissed || killed || concluded) {
            return due;
        }
        if (unanswered > 0) {
            dismissNanoTime = now; // it ends after what it has begun
        }
        long end = dismissNanoTime + core.settings.graceNanos();
        if (now - end >= 0) {
            kill();
            return due;
        }
        return end - due < 0 ? end : due;
    }

    /** What it has not begun yet cannot be late before its limit from now on. */
    private long dueAt(long now, long due) {
        Flight first = flights.peekFirst();
        long limit = first == null ? 0 : first.chunk().call().limitNanos();
        return limit > 0 && now + limit - due < 0 ? now + limit : due;
    }

    // What it has done

    /** Whether it may have written something that nobody has looked at. Without the lock. */
    boolean mayHaveNews() {
        Channel known = channel;
        return gone || (known != null && (known.answers().mayHaveNext() || isJustReady(known)));
    }

    /** One that is to end need not be ready. Without the lock: a race does no harm. */
    private boolean isJustReady(Channel known) {
        return !ready && !dismissed && !killed && known.isReady();
    }

    /** Takes what it has answered, and gives it more. True if there was something. */
    boolean look() {
        Channel known = channel;
        if (known == null || concluded) {
            return false;
        }
        boolean isGone = gone; // asked first: what it has answered is found then
        if (isJustReady(known)) {
            ready = true;
            core.dispatcher.ready(this);
        }
        boolean progress = collect(known.answers());
        if (isGone) {
            conclude(known);
            return true;
        }
        goOn(known);
        if (progress) {
            feed();
        }
        return progress;
    }

    private boolean collect(ByteRing answers) {
        boolean any = false;
        while (answers.hasNext()) {
            long at = answers.next();
            float nanos = Float.intBitsToFloat(answers.word(at));
            Object value = read(answers.data(), at);
            answers.skip();
            answered(Objects.requireNonNull(flights.peekFirst()), value, (long) nanos);
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
        } catch (IOException | OutOfMemoryError e) {
            return Outcome.failed(() -> TaskFailedException.unreadable(e));
        }
    }

    private void answered(Flight flight, @Nullable Object value, long nanos) {
        PoolCall call = flight.chunk().call();
        int index = flight.index();
        noteEnd(flight.number());
        flight.answer();
        unanswered--;
        itemNanos =
                itemNanos == Double.MAX_VALUE
                        ? nanos
                        : itemNanos + (nanos - itemNanos) * SHARE_OF_LAST;
        if (flight.unanswered() == 0) {
            flights.removeFirst();
            flight.chunk().removeLargeItems();
        }
        noteWork(nanos);
        core.endings.finished(call, index, value, nanos);
        if (value instanceof Values.Encoded failure && failure.kind() == Values.LAST_FAILURE) {
            retire("out of memory");
        } else if (isUsedUp() && unanswered == 0 && unsent.isEmpty()) {
            retire("tasks");
        } else if (needsTooMuch()) {
            retire("memory");
        }
    }

    /** It is to do nothing more, but for what it has begun; another one takes its place. */
    private void retire(String reason) {
        if (!dismissed) {
            WorkerEvents.replaced(describeName(), reason, ", residentBytes=" + residentBytes());
            dismiss();
            core.dispatcher.putBack(takeBack());
        }
    }

    /** Looked at now and then. */
    private boolean needsTooMuch() {
        long most = core.settings.maxMemoryBytes();
        if (most == 0 || System.nanoTime() - memoryNanoTime < MEMORY_NANOS) {
            return false;
        }
        memoryNanoTime = System.nanoTime();
        return residentBytes() > most;
    }

    private long residentBytes() {
        ProcessWorker worker = process;
        return worker == null ? 0 : ResidentMemory.bytes(worker.pid());
    }

    // What it is to do

    private void feed() {
        if (dismissed || isStopping() || isUsedUp()) {
            return;
        }
        if (unanswered == 0 && unsent.isEmpty()) {
            core.dispatcher.next(this);
        }
        while (wantsMore()) {
            Chunk chunk = core.dispatcher.poll();
            if (chunk == null) {
                return;
            }
            give(chunk);
        }
    }

    private boolean wantsMore() {
        Channel known = channel;
        return !dismissed
                && !isUsedUp()
                && known != null
                && unanswered > 0
                && unsent.isEmpty()
                && unanswered * itemNanos < AHEAD_NANOS
                && known.requests().used() < MOST_AHEAD_BYTES;
    }

    @Override
    void give(Chunk chunk) {
        unsent.addLast(fit(chunk));
        send();
    }

    private void send() {
        Channel known = channel;
        if (known == null || revoked) {
            return;
        }
        for (Chunk chunk = unsent.peekFirst(); chunk != null; chunk = unsent.peekFirst()) {
            boolean withCall = chunk.call().id() != lastCall;
            if (!Request.send(known.requests(), chunk, nextNumber, withCall)) {
                break;
            }
            unsent.removeFirst();
            flights.addLast(new Flight(chunk, nextNumber));
            nextNumber += chunk.count();
            unanswered += chunk.count();
            lastCall = chunk.call().id();
            watch.by(chunk.call().limitNanos());
        }
        known.bell().ring();
    }

    /** After a revocation: says with which item it goes on, and waits until it has read that. */
    private void goOn(Channel known) {
        if (revoked && !resumeSent) {
            resumeSent = Request.resume(known.requests(), nextNumber);
            known.bell().ring();
        }
        if (revoked && resumeSent && !known.isRevoked()) {
            revoked = false;
            resumeSent = false;
        }
        send();
    }

    @Override
    List<Chunk> takeBack() {
        List<Chunk> rest = new ArrayList<>();
        Channel known = channel;
        if (known != null && !revoked && known.next() != nextNumber) {
            long next = known.revoke();
            revoked = true;
            lastCall = NO_CALL;
            rest.addAll(split(next));
            goOn(known);
        }
        rest.addAll(unsent);
        unsent.clear();
        noteTakenBack(rest);
        if (unanswered == 0 && !rest.isEmpty() && !dismissed) {
            core.dispatcher.becameIdle(this);
        }
        return rest;
    }

    /** Takes what was not begun, as this is the next number, out of the flights. */
    private List<Chunk> split(long next) {
        List<Chunk> rest = new ArrayList<>();
        for (Flight flight : flights) {
            Chunk unbegun = flight.splitAt(next);
            if (unbegun != null) {
                unanswered -= unbegun.count();
                rest.add(unbegun);
            }
        }
        flights.removeIf(flight -> flight.unanswered() == 0);
        return rest;
    }

    @Override
    boolean hasUnbegun() {
        Channel known = channel;
        return known != null && (known.next() != nextNumber || !unsent.isEmpty());
    }

    @Override
    boolean has(PoolCall call) {
        return flights.stream().anyMatch(flight -> flight.chunk().isOf(call))
                || unsent.stream().anyMatch(chunk -> chunk.isOf(call));
    }

    @Override
    @Nullable Running running() {
        boolean ignored = look();
        Channel known = channel;
        Flight flight = flights.peekFirst();
        if (known == null || flight == null || concluded) {
            return null;
        }
        long next;
        long started;
        do {
            next = known.next();
            started = known.startedNanoTime();
        } while (next != known.next());
        return flight.number() < next
                ? new Running(flight.chunk().call(), flight.index(), flight.number(), started)
                : null;
    }

    @Override
    void interrupt(Running running) {
        Channel known = channel;
        if (known != null) {
            known.interrupt(running.number());
        }
        watch.wake();
    }

    @Override
    String describeName() {
        ProcessWorker worker = process;
        return worker == null ? name : name + ", pid " + worker.pid();
    }

    @Override
    void giveUp(Running running) {
        if (!killed) {
            kill();
        }
    }

    // Its end

    /** All that it has answered is collected. */
    private void conclude(Channel known) {
        concluded = true;
        watch.remove(this);
        List<Chunk> rest = split(known.next());
        rest.addAll(unsent);
        unsent.clear();
        rest.reversed().forEach(core.dispatcher::putBack);
        WorkerDiedException death = death();
        for (Flight flight : flights) { // one at most: what it ran
            flight.chunk().before(flight.chunk().count() - flight.unanswered()).removeLargeItems();
            core.endings.lost(flight.current(), death);
        }
        flights.clear();
        Region.current().freeNumbered(channelNumber);
        LargeValues.removeAllOf(channelNumber);
        if (ready) {
            core.dispatcher.ended(this);
        } else if (dismissed || killed) {
            core.dispatcher.neverReady(this);
        } else {
            core.dispatcher.failedToStart(this, failure(death));
        }
    }

    private WorkerDiedException death() {
        ProcessWorker worker = Objects.requireNonNull(process);
        return worker.getFailure().orElse(null) instanceof WorkerDiedException death
                ? death
                : new WorkerDiedException(
                        name, worker.pid(), worker.exitCode().orElse(0), "", null);
    }

    private Throwable failure(WorkerDiedException death) {
        return Objects.requireNonNull(process).getFailure().orElse(death);
    }
}
