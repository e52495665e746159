package dev.polyrhythm.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.internal.memory.PinLayout;
import dev.polyrhythm.gpio.internal.memory.PinMemory;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pin changes hands: what the last holder did must not reach the next one. */
@Timeout(60)
class HandOverTest {
    private static final long DEAD = 99; // a participant that this board never had

    private final VirtualClock clock = new VirtualClock();
    private final SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);

    @AfterEach
    void close() {
        board.close();
    }

    private PinMemory pin(int number) {
        return board.backend().memory().open(number);
    }

    private void advanceMillis(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    @Test
    void output_onThePinOfADeadProcess_hasNoneOfItsPulses() {
        board.pwm(24, 50).start(10);
        advanceMillis(1);
        pin(24).set(PinLayout.HOLDER, DEAD);

        Output output = board.output(24);
        output.on();
        advanceMillis(100);
        assertThat(board.level(24)).isTrue();
        assertThat(board.edges(24)).hasSize(3);
    }

    @Test
    void pwm_onThePinOfADeadProcess_waitsForItsOwnStart() {
        board.pwm(24, 50).start(10);
        pin(24).set(PinLayout.HOLDER, DEAD);
        Pwm pwm = board.pwm(24, 50);
        int edges = board.edges(24).size();
        advanceMillis(100);
        assertThat(board.edges(24)).hasSize(edges);
        pwm.start(5);
        advanceMillis(10);
        assertThat(board.edges(24)).hasSize(edges + 2);
    }

    @Test
    void close_duringAPulse_leavesTheLineToTheNextHolder() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(10);
        advanceMillis(1);
        pwm.close();
        assertThat(board.level(24)).isFalse();
        Output output = board.output(24);
        output.on();
        advanceMillis(100);
        assertThat(output.get()).isTrue();
    }

    @Test
    void close_afterAStopDuringAPulse_leavesTheLineToTheNextHolder() {
        Pwm pwm = board.pwm(24, 50);
        pwm.start(10);
        advanceMillis(1);
        pwm.stop();
        pwm.close();
        Output output = board.output(24);
        output.on();
        advanceMillis(100);
        assertThat(output.get()).isTrue();
    }

    @Test
    void holder_ofALongName_isNamedInWholeCharacters() throws InterruptedException {
        Thread holder = Thread.ofPlatform().name("a" + "é".repeat(60)).start(() -> board.output(7));
        holder.join();
        assertThatExceptionOfType(PinInUseException.class)
                .isThrownBy(() -> board.output(7))
                .withMessageContaining("holder=a" + "é".repeat(43) + ",");
    }

    @Test
    void holder_thatHasNotSaidItsName_isWaitedFor() {
        PinMemory pin = pin(7);
        pin.set(PinLayout.HOLDER, board.backend().memory().self());
        AtomicReference<@Nullable Throwable> refused = new AtomicReference<>();
        Thread second = Thread.ofPlatform().start(() -> refused.set(failureOfTaking(7)));
        Awaitility.await().until(() -> second.getState() == Thread.State.TIMED_WAITING);
        assertThat(refused).hasNullValue();

        byte[] name = "first".getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(name, 0, PinLayout.name(pin.entry()), JAVA_BYTE, 0, name.length);
        PinLayout.setNameLength(pin.entry(), name.length);
        pin.set(PinLayout.HOLDER_PID, 4711);
        Awaitility.await().until(() -> refused.get() != null);
        assertThat(refused.get()).hasMessageContaining("holder=first, pid=4711");
    }

    private @Nullable Throwable failureOfTaking(int number) {
        try {
            board.output(number);
            return null;
        } catch (PinInUseException e) {
            return e;
        }
    }
}
