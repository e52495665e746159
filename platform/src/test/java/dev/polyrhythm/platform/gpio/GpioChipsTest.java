package dev.polyrhythm.platform.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.platform.NativeAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chips of a directory of devices. */
@Timeout(60)
class GpioChipsTest {
    @TempDir private Path devices;

    private static ChipInfo read(Path device) throws SystemCallException {
        if (device.endsWith("gpiochip1")) {
            throw new SystemCallException("open", Errno.EACCES);
        }
        return new ChipInfo(String.valueOf(device.getFileName()), "pinctrl-rp1", 54);
    }

    private void create(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(devices.resolve(name));
        }
    }

    @Test
    void chips_areListedByTheirNumbersWithWhatIsKnown() throws IOException {
        create("gpiochip10", "gpiochip1", "gpiochip2", "gpio", "null");
        List<GpioChips.Found> chips = GpioChips.list(devices, GpioChipsTest::read);
        assertThat(chips)
                .extracting(GpioChips.Found::toString)
                .containsExactly(
                        "gpiochip1 (permission denied)",
                        "gpiochip2 (label pinctrl-rp1, 54 lines)",
                        "gpiochip10 (label pinctrl-rp1, 54 lines)");
        assertThat(chips.get(1).isCalled("gpiochip2")).isTrue();
        assertThat(chips.get(1).isCalled("pinctrl-rp1")).isTrue();
        assertThat(chips.get(1).isCalled("gpiochip1")).isFalse();
        assertThat(chips.get(0).isCalled("pinctrl-rp1")).isFalse();
    }

    @Test
    void secondName_ofAChip_doesNotCount() throws IOException {
        create("gpiochip3");
        Files.createSymbolicLink(devices.resolve("gpiochip0"), devices.resolve("gpiochip3"));
        assertThat(GpioChips.list(devices, GpioChipsTest::read))
                .extracting(GpioChips.Found::device)
                .containsExactly(devices.resolve("gpiochip3"));
    }

    @Test
    void directory_thatIsMissing_hasNoChips() {
        assertThat(GpioChips.list(devices.resolve("none"), GpioChipsTest::read)).isEmpty();
    }

    @Test
    void file_thatIsNoChip_isRefusedByTheKernel() throws IOException {
        assumeTrue(NativeAccess.isGranted(), "no native access");
        create("gpiochip0");
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(() -> GpioChips.read(devices.resolve("gpiochip0")))
                .extracting(SystemCallException::errno)
                .isEqualTo(Errno.ENOTTY);
        assertThatExceptionOfType(SystemCallException.class)
                .isThrownBy(() -> GpioChips.read(devices.resolve("gpiochip9")))
                .withMessage(
                        "open %s: no such file or directory (errno=2)",
                        devices.resolve("gpiochip9"));
    }
}
