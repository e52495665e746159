package dev.polyrhythm.platform.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SystemRootsTest {
    @TempDir private Path directory;

    private SystemRoots roots() {
        return new SystemRoots(directory, List.of(directory.resolve("none"), directory));
    }

    @Test
    void model_isThatOfTheFirstDeviceTreeThatExists() throws IOException {
        Files.writeString(directory.resolve("model"), "Raspberry Pi 5 Model B Rev 1.0\0");
        assertThat(roots().model()).isEqualTo("Raspberry Pi 5 Model B Rev 1.0");
        assertThat(roots().isRaspberryPi()).isTrue();
    }

    @Test
    void computer_ofAnotherMake_isNoRaspberryPi() throws IOException {
        assertThat(roots().model()).isEmpty();
        assertThat(roots().isRaspberryPi()).isFalse();
        Files.writeString(directory.resolve("model"), "Radxa ROCK 5B\0");
        assertThat(roots().isRaspberryPi()).isFalse();
    }

    @Test
    void permission_missing_namesTheGroupThatHelps() throws IOException {
        Path device = Files.createFile(directory.resolve("gpiochip0"));
        String group = String.valueOf(Files.getAttribute(device, "posix:group"));
        assertThat(DevicePermission.advice(device))
                .contains(group.equals("root") ? "by a udev rule" : "usermod -aG " + group);
        assertThat(DevicePermission.advice(directory.resolve("none"))).contains("-aG gpio ");
    }
}
