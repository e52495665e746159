package dev.polyrhythm.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A chip of the kernel's gpio-sim, from behind: reads what lines are driven to and moves inputs, as
 * wires would.
 */
final class SimulatedChip implements AutoCloseable {
    private static final Path CHIPS = Path.of("/sys/kernel/config/gpio-sim");
    private static final Path DEVICES = Path.of("/sys/devices/platform");

    private final Path config;

    private SimulatedChip(Path config) {
        this.config = config;
    }

    /** Returns the chip that the guest has from its start on: sim0, with 32 lines. */
    static SimulatedChip ofGuest() {
        return new SimulatedChip(CHIPS.resolve("sim0"));
    }

    /** Makes another one, whose label is its name. */
    static SimulatedChip create(String name, int lines) {
        SimulatedChip chip = new SimulatedChip(CHIPS.resolve(name));
        try {
            Files.createDirectory(chip.config);
            Files.createDirectory(chip.config.resolve("bank0"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write(chip.config.resolve("bank0/num_lines"), String.valueOf(lines));
        write(chip.config.resolve("bank0/label"), name);
        write(chip.config.resolve("live"), "1");
        return chip;
    }

    /** Returns the name of the chip's device file. */
    String name() {
        return read(config.resolve("bank0/chip_name"));
    }

    private Path line(int line) {
        return DEVICES.resolve(read(config.resolve("dev_name")))
                .resolve(name())
                .resolve("sim_gpio" + line);
    }

    /** Returns the level that a line has, whether it is driven or pulled. */
    boolean level(int line) {
        return read(line(line).resolve("value")).equals("1");
    }

    /** Moves a line that is not driven. */
    void pull(int line, boolean high) {
        write(line(line).resolve("pull"), high ? "pull-up" : "pull-down");
    }

    /** Takes the chip away, as if it were unplugged. */
    void unplug() {
        write(config.resolve("live"), "0");
    }

    /** Removes a chip that was created, unplugged or not. */
    @Override
    public void close() {
        if (read(config.resolve("live")).equals("1")) {
            unplug();
        }
        try {
            for (Path directory : List.of(config.resolve("bank0"), config)) {
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
