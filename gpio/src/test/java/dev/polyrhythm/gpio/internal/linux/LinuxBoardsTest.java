package dev.polyrhythm.gpio.internal.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.platform.gpio.ChipInfo;
import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.SystemCallException;
import dev.polyrhythm.platform.gpio.SystemRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The chip that a board's name means, on computers of several kinds. */
@Timeout(60)
class LinuxBoardsTest {
    @TempDir private Path directory;
    private final Map<String, String> labels = new HashMap<>();

    private LinuxBoards boards(boolean nativeAccess) {
        SystemRoots roots = new SystemRoots(directory, List.of(directory));
        return new LinuxBoards(roots, this::read, nativeAccess);
    }

    private LinuxBoards boards() {
        return boards(true);
    }

    private ChipInfo read(Path device) throws SystemCallException {
        String name = String.valueOf(device.getFileName());
        String label = labels.get(name);
        if (label == null) {
            throw new SystemCallException("open " + device, Errno.EACCES);
        }
        return new ChipInfo(name, label, 54);
    }

    private Path chip(String name) throws IOException {
        return Files.createFile(directory.resolve(name));
    }

    private Path chip(String name, String label) throws IOException {
        labels.put(name, label);
        return chip(name);
    }

    private void model(String model) throws IOException {
        Files.writeString(directory.resolve("model"), model + "\0");
    }

    @Test
    void raspberryPi_withItsChip_isTheDefault() throws IOException {
        model("Raspberry Pi 5 Model B Rev 1.0");
        chip("gpiochip0", "gpio-brcmstb@107d508500");
        Path own = chip("gpiochip4", "pinctrl-rp1");
        assertThat(boards().isChosen()).isTrue();
        assertThat(boards().find("linux")).isEqualTo(own);
    }

    @Test
    void raspberryPi_whoseChipsMayNotBeAsked_isTheDefaultAndSaysWhy() throws IOException {
        model("Raspberry Pi 3 Model B");
        Path own = chip("gpiochip0");
        assertThat(boards().isChosen()).isTrue();
        assertThatExceptionOfType(BoardException.class)
                .isThrownBy(() -> boards().find("linux"))
                .withMessageStartingWith("no permission to use the GPIO chip, ")
                .withMessageContaining("group")
                .withMessageEndingWith("chip=" + own);
    }

    @Test
    void raspberryPi_withoutNativeAccess_isTheDefaultAndSaysWhatToDo() throws IOException {
        model("Raspberry Pi 4 Model B Rev 1.5");
        chip("gpiochip0", "pinctrl-bcm2711");
        assertThat(boards(false).isChosen()).isTrue();
        assertThatExceptionOfType(BoardException.class)
                .isThrownBy(() -> boards(false).find("linux"))
                .withMessage(
                        "pins need Linux and native access, start Java with"
                                + " --enable-native-access=ALL-UNNAMED: board=linux");
    }

    @Test
    void raspberryPi_withoutAChip_isNotTheDefault() throws IOException {
        model("Raspberry Pi 4 Model B Rev 1.5");
        assertThat(boards().isChosen()).isFalse();
        assertThat(boards(false).isChosen()).isFalse();
        chip("gpiochip0", "raspberrypi-exp-gpio");
        assertThat(boards().isChosen()).isFalse();
    }

    @Test
    void otherComputer_withAChip_isNotTheDefault() throws IOException {
        chip("gpiochip0", "pinctrl-rp1");
        assertThat(boards().isChosen()).isFalse();
        model("Radxa ROCK 5B");
        assertThat(boards().isChosen()).isFalse();
    }

    @Test
    void chip_isFoundByLabelNameAndPath() throws IOException {
        Path first = chip("gpiochip0", "INTC1057:00");
        Path second = chip("gpiochip1", "sim0");
        assertThat(boards().find("linux:sim0")).isEqualTo(second);
        assertThat(boards().find("linux:gpiochip0")).isEqualTo(first);
        assertThat(boards().find("linux:" + second)).isEqualTo(second);
    }

    @Test
    void chip_thatIsNotThere_listsThoseThatAre() throws IOException {
        chip("gpiochip0", "INTC1057:00");
        chip("gpiochip1", "sim0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> boards().find("linux:sim1"))
                .withMessage(
                        "no such GPIO chip, name one as linux:CHIP: chip=sim1, chips="
                                + "gpiochip0 (label INTC1057:00, 54 lines),"
                                + " gpiochip1 (label sim0, 54 lines)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> boards().find("linux"))
                .withMessageStartingWith(
                        "no chip of a Raspberry Pi, name one as linux:CHIP: board=linux, chips=");
    }

    @Test
    void chip_whereThereIsNone_saysSo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> boards().find("linux:sim0"))
                .withMessageEndingWith("chip=sim0, chips=none");
    }

    @Test
    void label_ofSeveralChips_isRefused() throws IOException {
        chip("gpiochip0", "mcp23017");
        chip("gpiochip1", "sim0");
        chip("gpiochip2", "mcp23017");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> boards().find("linux:mcp23017"))
                .withMessageStartingWith("several GPIO chips are called that, ")
                .withMessageContaining("gpiochip0")
                .withMessageContaining("gpiochip2")
                .withMessageNotContaining("gpiochip1");
    }

    @Test
    void chip_thatMayBeOneWithoutPermission_isRefusedForThat() throws IOException {
        chip("gpiochip0", "INTC1057:00");
        chip("gpiochip1");
        assertThatExceptionOfType(BoardException.class)
                .isThrownBy(() -> boards().find("linux:sim0"))
                .withMessageStartingWith("no permission to use the GPIO chip, ");
        assertThat(boards().find("linux:gpiochip1")).isEqualTo(directory.resolve("gpiochip1"));
    }

    @Test
    void name_isOneOfTheseBoards() {
        assertThat(LinuxBoards.isName("linux")).isTrue();
        assertThat(LinuxBoards.isName("linux:sim0")).isTrue();
        assertThat(LinuxBoards.isName("linux0")).isFalse();
        assertThat(LinuxBoards.isName("simulated")).isFalse();
    }
}
