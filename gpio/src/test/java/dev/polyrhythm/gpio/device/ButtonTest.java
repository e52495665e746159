package dev.polyrhythm.gpio.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.gpio.PinInUseException;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.memory.ClosedException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A button that a model of a finger presses. */
@Timeout(60)
class ButtonTest {
    private static final int PIN = 2;
    private static final Duration STILL = Duration.ofMillis(10);

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
    private final SimulatedButton finger = new SimulatedButton(board, PIN);

    @AfterEach
    void close() {
        board.close();
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().dontCatchUncaughtExceptions();
    }

    private void press(Button button) {
        finger.press();
        clock.advance(STILL);
        eventually().until(button::isPressed);
    }

    private void release(Button button) {
        finger.release();
        clock.advance(STILL);
        eventually().until(() -> !button.isPressed());
    }

    @Test
    void button_betweenPinAndGround_isPulledUp() {
        Button button = new Button(board, PIN);
        assertThat(board.level(PIN)).isTrue();
        assertThat(button.isPressed()).isFalse();
        press(button);
        assertThat(board.level(PIN)).isFalse();
        release(button);
        assertThat(board.level(PIN)).isTrue();
    }

    @Test
    void button_betweenPinAndSupply_isPulledDown() {
        Button.Wiring wiring = Button.Wiring.TO_SUPPLY;
        SimulatedButton other = new SimulatedButton(board, 3, wiring);
        Button button = new Button(board, 3, wiring, Duration.ZERO);
        assertThat(board.level(3)).isFalse();
        other.press();
        eventually().until(button::isPressed);
        assertThat(board.level(3)).isTrue();
        other.release();
        eventually().until(() -> !button.isPressed());
    }

    @Test
    void button_pressedBeforeItIsOpened_isPressedAtOnce() throws InterruptedException {
        finger.press();
        Button button = new Button(board, PIN);
        assertThat(button.isPressed()).isTrue();
        assertThat(button.awaitPress(Duration.ZERO)).isTrue();
    }

    @Test
    void listeners_areCalledInTheOrderOfTheEvents() {
        Button button = new Button(board, PIN);
        List<String> events = new CopyOnWriteArrayList<>();
        button.onPress(() -> events.add("pressed"));
        button.onRelease(() -> events.add("released"));
        button.onHold(Duration.ofMillis(500), () -> events.add("held"));
        for (int i = 0; i < 3; i++) {
            press(button);
            clock.advance(Duration.ofSeconds(2));
            release(button);
        }
        press(button);
        release(button);
        eventually().until(() -> events.size() >= 11);
        assertThat(events)
                .containsExactly(
                        "pressed",
                        "held",
                        "released",
                        "pressed",
                        "held",
                        "released",
                        "pressed",
                        "held",
                        "released",
                        "pressed",
                        "released");
    }

    @Test
    void hold_isCountedFromTheFirstContact_andCalledOnce() {
        Button button = new Button(board, PIN);
        AtomicInteger held = new AtomicInteger();
        button.onHold(Duration.ofMillis(500), held::incrementAndGet);
        press(button);
        clock.advance(Duration.ofMillis(489));
        assertThat(held).hasValue(0);
        clock.advance(Duration.ofMillis(1));
        eventually().until(() -> held.get() == 1);
        clock.advance(Duration.ofSeconds(10));
        release(button);
        assertThat(held).hasValue(1);
    }

    @Test
    void bounces_areOnePress() {
        Button button = new Button(board, PIN);
        AtomicInteger presses = new AtomicInteger();
        CountDownLatch released = new CountDownLatch(1);
        button.onPress(presses::incrementAndGet);
        button.onRelease(released::countDown);
        for (int i = 0; i < 5; i++) {
            finger.press();
            clock.advance(Duration.ofMillis(1));
            finger.release();
            clock.advance(Duration.ofMillis(1));
        }
        press(button);
        release(button);
        eventually().until(() -> released.getCount() == 0);
        assertThat(presses).hasValue(1);
    }

    @Test
    void listenerThatThrows_endsNothing() {
        Button button = new Button(board, PIN);
        AtomicInteger presses = new AtomicInteger();
        button.onPress(() -> {
            throw new IllegalStateException("on purpose, to be seen in the test's output");
        });
        button.onPress(presses::incrementAndGet);
        press(button);
        release(button);
        press(button);
        eventually().until(() -> presses.get() == 2);
    }

    @Test
    void listenerThatWaits_holdsUpNoOtherButtonAndLosesNothing() {
        Button slow = new Button(board, PIN);
        Button quick = new Button(board, 3);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger slowPresses = new AtomicInteger();
        AtomicInteger quickPresses = new AtomicInteger();
        slow.onPress(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            slowPresses.incrementAndGet();
        });
        quick.onPress(quickPresses::incrementAndGet);
        for (int i = 0; i < 3; i++) {
            press(slow);
            release(slow);
        }
        board.drive(3, false);
        clock.advance(STILL);
        eventually().until(() -> quickPresses.get() == 1);
        assertThat(slowPresses).hasValue(0);
        goOn.countDown();
        eventually().until(() -> slowPresses.get() == 3);
    }

    @Test
    void awaitPress_returnsOnceItIsPressed() throws InterruptedException, ExecutionException {
        Button button = new Button(board, PIN);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> pressed =
                    threads.submit(() -> button.awaitPress(Duration.ofDays(1000)));
            press(button);
            assertThat(pressed.get()).isTrue();
            Future<Boolean> released =
                    threads.submit(() -> button.awaitRelease(Duration.ofSeconds(Long.MAX_VALUE)));
            release(button);
            assertThat(released.get()).isTrue();
        }
    }

    @Test
    void awaitPress_withoutAPress_endsWithItsLimit() throws InterruptedException {
        Button button = new Button(board, PIN);
        assertThat(button.awaitPress(Duration.ZERO)).isFalse();
        CompletableFuture<Boolean> pressed = new CompletableFuture<>();
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                pressed.complete(button.awaitPress(Duration.ofSeconds(3)));
                            } catch (InterruptedException e) {
                                pressed.completeExceptionally(e);
                            }
                        });
        while (waiting.isAlive()) { // the wait may begin after any of these
            clock.advance(Duration.ofSeconds(1));
            waiting.join(Duration.ofMillis(5));
        }
        assertThat(pressed).isCompletedWithValue(false);
    }

    @Test
    void close_endsListenersAndWaits() {
        Button button = new Button(board, PIN);
        AtomicInteger presses = new AtomicInteger();
        button.onPress(presses::incrementAndGet);
        button.close();
        button.close();
        finger.press();
        clock.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(button::isPressed);
        assertThatExceptionOfType(ClosedException.class)
                .isThrownBy(() -> button.awaitPress(Duration.ofDays(1)));
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> button.onPress(() -> {}));
        assertThat(presses).hasValue(0);
        new Button(board, PIN).close();
    }

    @Test
    void awaitPress_boardClosedMeanwhile_isAnError() {
        Button button = new Button(board, PIN);
        CompletableFuture<Boolean> pressed = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        pressed.complete(button.awaitPress(Duration.ofDays(1)));
                    } catch (ClosedException | InterruptedException e) {
                        pressed.completeExceptionally(e);
                    }
                });
        board.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(pressed::get)
                .withCauseInstanceOf(ClosedException.class);
    }

    @Test
    void badInput_isRefusedAndThePinStaysFree() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Button(board, PIN, Button.Wiring.TO_GROUND, Duration.ofMillis(-1)))
                .withMessage("debounce must be zero or more: debounce=PT-0.001S");
        Button button = new Button(board, PIN);
        assertThatExceptionOfType(PinInUseException.class).isThrownBy(() -> new Button(board, PIN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> button.onHold(Duration.ZERO, () -> {}));
    }

    @Test
    void button_onTheRealClock_isPressedByHand() throws InterruptedException {
        try (SimulatedBoard real = Board.simulated();
                Button button = new Button(real, PIN)) {
            CountDownLatch held = new CountDownLatch(1);
            button.onHold(Duration.ofMillis(20), held::countDown);
            SimulatedButton hand = new SimulatedButton(real, PIN);
            hand.press();
            assertThat(button.awaitPress(Duration.ofSeconds(50))).isTrue();
            held.await();
            hand.release();
            assertThat(button.awaitRelease(Duration.ofSeconds(50))).isTrue();
        }
    }
}
