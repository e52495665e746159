package dev.polyrhythm.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.Rhythm;
import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Which edges a listener gets, and which thread it may hold up: its own input's. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class InputListenerTest {
    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void close() {
        release.countDown();
        board.close();
    }

    /** Moves a line so many times; the first edge of a low line rises. */
    private void move(int pin, int times) {
        for (int i = 0; i < times; i++) {
            board.drive(pin, !board.level(pin));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Thread threadOf(int pin) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("polyrhythm-edges-" + pin))
                .findAny()
                .orElseThrow();
    }

    @Test
    void listener_ofThePast_getsNothing() {
        Input input = board.input(17);
        move(17, 3);
        List<Edge> edges = new CopyOnWriteArrayList<>();
        input.onEdge(edges::add);
        clock.advance(Duration.ofNanos(5));
        move(17, 2);

        Awaitility.await().until(() -> edges.size() == 2);
        assertThat(edges).containsExactly(new Edge(17, false, 5), new Edge(17, true, 5));
    }

    @Test
    void listener_addedWhileEdgesWait_getsTheLaterOnesOnly() {
        Input input = board.input(17);
        List<Edge> first = new CopyOnWriteArrayList<>();
        List<Edge> second = new CopyOnWriteArrayList<>();
        input.onEdge(edge -> {
            first.add(edge);
            await(release);
        });
        move(17, 3);
        input.onEdge(second::add);
        move(17, 2); // at the same time of the clock
        Awaitility.await().until(() -> first.size() == 1);
        assertThat(second).isEmpty();
        release.countDown();

        Awaitility.await().until(() -> second.size() == 2);
        assertThat(first).hasSize(5);
        assertThat(second).containsExactly(new Edge(17, false, 0), new Edge(17, true, 0));
    }

    @Test
    void listener_addedWhileNoneWaits_getsTheNextEdge() {
        Input input = board.input(17);
        List<Edge> first = new CopyOnWriteArrayList<>();
        List<Edge> second = new CopyOnWriteArrayList<>();
        input.onEdge(first::add);
        move(17, 1);
        Awaitility.await().until(() -> first.size() == 1);
        input.onEdge(second::add);
        move(17, 1);
        Awaitility.await().until(() -> second.size() == 1);
        assertThat(second).containsExactly(new Edge(17, false, 0));
    }

    @Test
    void listener_thatWaitsForAnotherPin_isReleasedByItsListener() {
        CountDownLatch green = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        board.input(24).onRise(edge -> green.countDown());
        board.input(23)
                .onRise(edge -> {
                    await(green);
                    done.countDown();
                });
        board.drive(23, true);
        Awaitility.await().until(() -> threadOf(23).getState() == Thread.State.WAITING);
        board.drive(24, true);
        await(done);
    }

    @Test
    void listener_thatWaitsForEver_costsAFastPinNoEdge() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Input stuck = board.input(23);
        stuck.onEdge(edge -> {
            waiting.countDown();
            await(release);
        });
        board.drive(23, true);
        await(waiting);
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger outOfOrder = new AtomicInteger();
        Input fast = board.input(24);
        fast.onEdge(edge -> {
            boolean rises = (seen.getAndIncrement() + fast.lostEdges()) % 2 == 0;
            outOfOrder.addAndGet(edge.high() == rises ? 0 : 1);
        });
        Rhythm.every(Duration.ofNanos(100_000)) // 10,000 in a second, for two of them
                .whenLate(Rhythm.WhenLate.CATCH_UP)
                .maxBeats(20_000)
                .run(beat -> move(24, 1));

        Awaitility.await().until(() -> seen.get() + fast.lostEdges() == 20_000);
        assertThat(fast.lostEdges()).isZero();
        assertThat(outOfOrder).hasValue(0);
        assertThat(threadOf(23).getState()).isEqualTo(Thread.State.WAITING);
    }

    @Test
    void edges_overwrittenWhileAListenerWaits_areCountedAtOnce() {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger seen = new AtomicInteger();
        Input input = board.input(17);
        assertThat(input.lostEdges()).isZero();
        input.onEdge(edge -> {
            seen.incrementAndGet();
            waiting.countDown();
            await(release);
        });
        move(17, 1);
        await(waiting);
        move(17, PinLayout.RING_EDGES);
        assertThat(input.lostEdges()).isZero();
        move(17, 25);
        assertThat(input.lostEdges()).isEqualTo(25);
        release.countDown();

        Awaitility.await().until(() -> seen.get() == 1 + PinLayout.RING_EDGES);
        assertThat(input.lostEdges()).isEqualTo(25);
    }

    @Test
    void listener_thatThrows_endsNothing_evenIfItsHandlerThrows() {
        List<Edge> edges = new CopyOnWriteArrayList<>();
        AtomicInteger failures = new AtomicInteger();
        Input input = board.input(17);
        input.onEdge(edge -> {
            Thread.currentThread()
                    .setUncaughtExceptionHandler((thread, failure) -> {
                        failures.incrementAndGet();
                        throw new IllegalStateException("the handler", failure);
                    });
            if (edge.high()) {
                throw new AssertionError("an error");
            }
            throw new IllegalStateException("an exception");
        });
        input.onEdge(edges::add);
        move(17, 4);
        Awaitility.await().until(() -> edges.size() == 4);
        assertThat(failures).hasValue(4);
    }

    @Test
    void listener_thatInterruptsItsThread_doesNotKeepItAwake() {
        List<Edge> edges = new CopyOnWriteArrayList<>();
        board.input(17)
                .onEdge(edge -> {
                    edges.add(edge);
                    Thread.currentThread().interrupt();
                });
        move(17, 2);
        Awaitility.await().until(() -> edges.size() == 2);
        Awaitility.await().until(() -> threadOf(17).getState() == Thread.State.WAITING);
    }

    @Test
    void close_whileAListenerWaits_returnsAndFreesThePin() {
        List<Edge> old = new CopyOnWriteArrayList<>();
        List<Edge> edges = new CopyOnWriteArrayList<>();
        Input input = board.input(17);
        input.onEdge(edge -> {
            old.add(edge);
            await(release);
        });
        move(17, 3);
        Awaitility.await().until(() -> old.size() == 1);
        input.close();

        board.input(17).onEdge(edges::add);
        move(17, 1);
        Awaitility.await().until(() -> edges.size() == 1);
        release.countDown();
        move(17, 1);
        Awaitility.await().until(() -> edges.size() == 2);
        assertThat(old).hasSize(1);
    }

    @Test
    void close_byAListener_isItsLastEdge() {
        AtomicInteger calls = new AtomicInteger();
        Input input = board.input(17);
        input.onEdge(edge -> {
            calls.incrementAndGet();
            input.close();
            board.input(17).close();
        });
        move(17, 5);
        Awaitility.await()
                .until(() ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(
                                        thread -> thread.getName().equals("polyrhythm-edges-17")));
        assertThat(calls).hasValue(1);
    }

    @Test
    void input_withoutAListener_hasNoThreadAndLosesNothing() {
        Input input = board.input(17);
        move(17, 2 * PinLayout.RING_EDGES);
        assertThat(input.lostEdges()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("polyrhythm-edges-17"));
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void input_misused_isRefused() {
        Input input = board.input(17);
        assertThatNullPointerException().isThrownBy(() -> input.onEdge(null));
        assertThatNullPointerException().isThrownBy(() -> input.onRise(null));
        assertThatNullPointerException().isThrownBy(() -> input.onFall(null));
        input.close();
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(input::lostEdges)
                .withMessage("the pin is closed: pin=17");
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> input.onEdge(e -> {}));
    }

    @Test
    void snippet_isTrue() throws InterruptedException {
        CountDownLatch pressed = new CountDownLatch(1);
        BoardSnippets.listener(board, pressed);
        assertThat(pressed.getCount()).isZero();
        assertThat(board.edges(27).getFirst().high()).isTrue();
    }
}
