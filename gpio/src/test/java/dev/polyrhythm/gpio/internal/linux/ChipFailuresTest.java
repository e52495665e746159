package dev.polyrhythm.gpio.internal.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each refusal of the kernel is an error that says what to do. */
@Timeout(60)
class ChipFailuresTest {
    private static final Path CHIP = Path.of("gpiochip7");

    private static RuntimeException onOpening(int errno) {
        return ChipFailures.onOpening(CHIP, new SystemCallException("open gpiochip7", errno));
    }

    private static String onUse(int errno) {
        SystemCallException failure = new SystemCallException("request lines", errno);
        return String.valueOf(ChipFailures.onUse(CHIP, 24, failure).getMessage());
    }

    @Test
    void chip_thatIsMissing_isAWrongArgument() {
        assertThat(onOpening(Errno.ENOENT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such GPIO chip: chip=gpiochip7");
    }

    @Test
    void file_thatIsNoChip_isAWrongArgument() {
        assertThat(onOpening(Errno.ENOTTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the file is no GPIO chip: file=gpiochip7");
    }

    @Test
    void permission_thatIsMissing_namesTheGroup() {
        assertThat(onOpening(Errno.EACCES))
                .isInstanceOf(BoardException.class)
                .hasMessageContaining("add this user to the group gpio (sudo usermod -aG gpio ")
                .hasMessageEndingWith("log in again: chip=gpiochip7");
    }

    @Test
    void otherFailure_isToldAsItIs() {
        assertThat(onOpening(5))
                .isInstanceOf(BoardException.class)
                .hasMessage(
                        "the GPIO chip cannot be opened (open gpiochip7: failed (errno=5)):"
                                + " chip=gpiochip7");
    }

    @Test
    void line_ofAChipThatHasGone_saysSo() {
        assertThat(onUse(Errno.ENODEV))
                .isEqualTo(
                        "the GPIO chip has gone, open the board again once it is back:"
                                + " chip=gpiochip7, pin=24");
        assertThat(onUse(Errno.EINVAL))
                .isEqualTo(
                        "the GPIO chip refuses this use of the line (request lines: invalid"
                                + " argument (errno=22)): chip=gpiochip7, pin=24");
    }
}
