package dev.polyrhythm.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.GpioChip;
import dev.polyrhythm.platform.gpio.GpioChips;
import dev.polyrhythm.platform.gpio.LineEvent;
import dev.polyrhythm.platform.gpio.LineInfo;
import dev.polyrhythm.platform.gpio.LineRequest;
import dev.polyrhythm.platform.gpio.LineSettings;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The calls of the GPIO character device, seen from both ends of the lines. */
@Timeout(120)
@Tag("rig")
class GpioLinesTest {
    private static final Path DEVICES = Path.of("/dev");

    private final SimulatedChip wires = SimulatedChip.ofGuest();
    private GpioChip chip;

    @BeforeEach
    void open() throws SystemCallException {
        chip = GpioChip.open(DEVICES.resolve(wires.name()));
    }

    @AfterEach
    void close() {
        chip.close();
    }

    private LineRequest request(LineSettings settings, long values, int... lines)
            throws SystemCallException {
        return chip.request("rig", settings, values, 0, lines);
    }

    private static void assertFails(int errno, ThrowingCall call) {
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(call::run)
                .extracting(SystemCallException::errno)
                .isEqualTo(errno);
    }

    private interface ThrowingCall {
        void run() throws SystemCallException;
    }

    @Test
    void chipAndLines_sayWhatTheyAre() throws SystemCallException {
        assertThat(chip.info().label()).isEqualTo("sim0");
        assertThat(chip.info().lines()).isEqualTo(32);
        assertThat(GpioChips.list(DEVICES, GpioChips::read))
                .extracting(GpioChips.Found::toString)
                .containsExactly(wires.name() + " (label sim0, 32 lines)");
        LineInfo line = chip.line(26); // which no other test drives
        assertThat(line.name()).isEqualTo("GPIO26");
        assertThat(line.line()).isEqualTo(26);
        assertThat(line.isUsed()).isFalse();
        assertThat(line.isOutput()).isFalse();
        assertFails(Errno.EINVAL, () -> chip.line(32));
    }

    @Test
    void severalOutputs_beginWithTheirValuesAndAreSetInOneCall() throws SystemCallException {
        try (LineRequest lines = request(LineSettings.OUTPUT, 0b101, 2, 3, 31)) {
            assertLevels(true, false, true);
            lines.set(0b011, 0b110);
            assertLevels(false, true, true);
            assertThat(lines.get(0b111)).isEqualTo(0b110);
            assertThat(lines.get(0b010)).isEqualTo(0b010);
        }
    }

    private void assertLevels(boolean first, boolean second, boolean third) {
        assertThat(wires.level(2)).isEqualTo(first);
        assertThat(wires.level(3)).isEqualTo(second);
        assertThat(wires.level(31)).isEqualTo(third);
    }

    @Test
    void line_thatIsHeld_isRefusedAndNamesItsHolder() throws SystemCallException {
        String name = "a worker's name of more than 31 bytes";
        try (LineRequest held = chip.request(name, LineSettings.OUTPUT, 0, 0, 5)) {
            assertThat(held.get(1)).isZero();
            assertFails(Errno.EBUSY, () -> request(LineSettings.INPUT, 0, 4, 5));
            assertThat(chip.line(5).isUsed()).isTrue();
            assertThat(chip.line(5).isOutput()).isTrue();
            assertThat(chip.line(5).consumer()).isEqualTo(name.substring(0, 31));
            assertThat(chip.line(4).isUsed()).isFalse();
        }
        assertThat(chip.line(5).isUsed()).isFalse();
        assertThat(chip.line(5).consumer()).isEmpty();
    }

    @Test
    void line_thatIsClosed_isRefused() throws SystemCallException {
        LineRequest line = request(LineSettings.OUTPUT, 0, 5);
        line.close();
        line.close();
        assertFails(Errno.EBADF, () -> line.set(1, 1));
        assertFails(Errno.EBADF, () -> line.get(1));
        assertFails(Errno.EBADF, line::events);
    }

    @Test
    void activeLow_invertsValues() throws SystemCallException {
        try (LineRequest line = request(LineSettings.OUTPUT.activeLow(), 1, 6)) {
            assertThat(wires.level(6)).isFalse();
            assertThat(chip.line(6).isActiveLow()).isTrue();
            line.set(1, 0);
            assertThat(wires.level(6)).isTrue();
        }
    }

    @Test
    void bias_holdsALineThatNothingDrives() throws SystemCallException {
        try (LineRequest line = request(LineSettings.INPUT.with(LineSettings.Bias.PULL_UP), 0, 7)) {
            assertThat(line.get(1)).isEqualTo(1);
            line.configure(LineSettings.INPUT.with(LineSettings.Bias.PULL_DOWN), 0);
            assertThat(line.get(1)).isZero();
        }
    }

    @Test
    void drive_isWhatTheKernelHasNoted() throws SystemCallException {
        long openDrain = 1 << 6;
        long openSource = 1 << 7;
        LineSettings drain = LineSettings.OUTPUT.with(LineSettings.Drive.OPEN_DRAIN);
        try (LineRequest line = request(drain, 0, 8)) {
            assertThat(wires.level(8)).isFalse();
            assertThat(chip.line(8).flags() & (openDrain | openSource)).isEqualTo(openDrain);
            line.configure(LineSettings.OUTPUT.with(LineSettings.Drive.OPEN_SOURCE), 1);
            assertThat(wires.level(8)).isTrue();
            assertThat(chip.line(8).flags() & (openDrain | openSource)).isEqualTo(openSource);
        }
    }

    @Test
    void edges_comeInTheirOrderWithNumbersAndTimes() throws SystemCallException {
        LineSettings edges = LineSettings.INPUT.with(LineSettings.Edges.BOTH);
        try (LineRequest lines = request(edges, 0, 9, 10)) {
            int sequence = 0;
            for (int i = 1; i <= 10; i++) {
                for (int line : new int[] {9, 10}) {
                    boolean high = i % 2 == 1;
                    long before = System.nanoTime();
                    wires.pull(line, high);
                    LineEvent event = next(lines);
                    long after = System.nanoTime();
                    sequence++;
                    assertThat(event)
                            .isEqualTo(new LineEvent(line, high, event.nanoTime(), sequence, i));
                    assertThat(event.nanoTime()).isBetween(before, after);
                }
            }
        }
        assertThat(wires.level(9)).isFalse();
    }

    /** Waits for one event. */
    private static LineEvent next(LineRequest lines) throws SystemCallException {
        int count = 0;
        while (count == 0) {
            count = lines.events().await();
        }
        assertThat(count).isEqualTo(1);
        return lines.events().get(0);
    }

    @Test
    void fallingEdges_alone_areNumberedAlone() throws SystemCallException {
        try (LineRequest line =
                request(LineSettings.INPUT.with(LineSettings.Edges.FALLING), 0, 11)) {
            for (int i = 1; i <= 3; i++) {
                wires.pull(11, true);
                wires.pull(11, false);
                LineEvent event = next(line);
                assertThat(event.rising()).isFalse();
                assertThat(event.lineSequence()).isEqualTo(i);
            }
        }
    }

    @Test
    void buffer_thatOverflows_leavesAGapInTheNumbers() throws SystemCallException {
        LineSettings settings = LineSettings.INPUT.with(LineSettings.Edges.RISING);
        int kept = 16;
        int made = 40;
        try (LineRequest line = chip.request("rig", settings, 0, kept, 12)) {
            for (int i = 0; i < made; i++) {
                wires.pull(12, true);
                wires.pull(12, false);
                awaitQuiet(line);
            }
            assertThat(line.events().await()).isEqualTo(kept);
            int first = line.events().get(0).lineSequence();
            assertThat(first).as("of the oldest that is left").isGreaterThan(1);
            assertThat(line.events().get(kept - 1).lineSequence()).isEqualTo(first + kept - 1);
        }
    }

    /** Gives the kernel's thread the time to note the edge, so that no two become one. */
    private static void awaitQuiet(LineRequest line) throws SystemCallException {
        long deadline = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < deadline) {
            line.get(1);
        }
    }

    @Test
    void debounce_isTheKernels() throws SystemCallException {
        LineSettings settings =
                LineSettings.INPUT
                        .with(LineSettings.Edges.BOTH)
                        .debounced(Duration.ofNanos(2_500_000));
        try (LineRequest line = request(settings, 0, 13)) {
            assertThat(chip.line(13).debounceMicros()).isEqualTo(2500);
            wires.pull(13, true);
            assertThat(next(line).rising()).isTrue();
            wires.pull(13, false);
            assertThat(next(line).rising()).isFalse();
        }
    }

    @Test
    void close_wakesTheThreadThatWaits() throws SystemCallException, InterruptedException {
        LineRequest line = request(LineSettings.INPUT.with(LineSettings.Edges.BOTH), 0, 14);
        var events = line.events();
        Thread reader =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                while (!events.isClosed()) {
                                    events.await();
                                }
                            } catch (SystemCallException e) {
                                throw new AssertionError(e);
                            }
                        });
        line.close();
        reader.join();
        assertThat(chip.line(14).isUsed()).isFalse();
    }

    @Test
    void chip_thatDisappears_failsEachCall() throws SystemCallException {
        SimulatedChip other = SimulatedChip.create("other", 4);
        try (GpioChip gone = GpioChip.open(DEVICES.resolve(other.name()));
                LineRequest output = gone.request("rig", LineSettings.OUTPUT, 1, 0, 1);
                LineRequest input =
                        gone.request(
                                "rig", LineSettings.INPUT.with(LineSettings.Edges.BOTH), 0, 0, 2)) {
            assertThat(other.level(1)).isTrue();
            other.unplug();
            assertFails(Errno.ENODEV, () -> output.set(1, 0));
            assertFails(Errno.ENODEV, () -> input.events().await());
            assertFails(Errno.ENODEV, () -> gone.line(3));
        }
        other.close();
    }

    @Test
    void file_thatIsNoChip_isRefused() {
        assertFails(Errno.ENOTTY, () -> GpioChip.open(DEVICES.resolve("null")));
        assertFails(Errno.ENOENT, () -> GpioChip.open(DEVICES.resolve("gpiochip99")));
    }
}
