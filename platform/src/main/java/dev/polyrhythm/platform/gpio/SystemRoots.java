package dev.polyrhythm.platform.gpio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Places of the system's devices and of the description of its hardware. Tests have their own.
 *
 * @param devices the directory of the device files
 * @param deviceTrees where the kernel may show the device tree; the first that exists counts
 */
public record SystemRoots(Path devices, List<Path> deviceTrees) {
    private static final String RASPBERRY_PI = "Raspberry Pi";

    /**
     * Returns the places on this system.
     *
     * @return those of Linux
     */
    public static SystemRoots ofThisSystem() {
        return new SystemRoots(
                Path.of("/dev"),
                List.of(Path.of("/proc/device-tree"), Path.of("/sys/firmware/devicetree/base")));
    }

    /**
     * Reads the computer's model from the device tree.
     *
     * @return e.g. {@code Raspberry Pi 4 Model B Rev 1.5}; empty where there is no device tree, as
     *     on a PC
     */
    public String model() {
        for (Path tree : deviceTrees) {
            Path file = tree.resolve("model");
            if (Files.isReadable(file)) {
                return read(file);
            }
        }
        return "";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace("\0", "").strip();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Whether the device tree names a Raspberry Pi.
     *
     * @return true for each model, also a Compute Module
     */
    public boolean isRaspberryPi() {
        return model().startsWith(RASPBERRY_PI);
    }
}
