package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.platform.gpio.GpioChips;
import dev.polyrhythm.platform.gpio.GpioChips.Found;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Finds the chip that is meant among those of the system. */
final class ChipFinder {
    /** Labels of the chips with the header's pins: Raspberry Pi 1 to 3, 4, and 5. */
    private static final Set<String> RASPBERRY_PI =
            Set.of("pinctrl-bcm2835", "pinctrl-bcm2711", "pinctrl-rp1");

    private final Path devices;
    private final GpioChips.Reader reader;

    ChipFinder(Path devices, GpioChips.Reader reader) {
        this.devices = devices;
        this.reader = reader;
    }

    private List<Found> list() {
        return GpioChips.list(devices, reader);
    }

    private static boolean isRaspberryPi(Found chip) {
        return chip.info() != null && RASPBERRY_PI.contains(chip.info().label());
    }

    /** Whether there is any chip, of whatever kind. */
    boolean hasAny() {
        return !list().isEmpty();
    }

    /** Whether a chip is a Raspberry Pi's own, or cannot be asked. */
    boolean mayHaveRaspberryPi() {
        return list().stream().anyMatch(chip -> chip.failure() != null || isRaspberryPi(chip));
    }

    /** Returns the file of a Raspberry Pi's own chip. */
    Path findRaspberryPi() {
        return only(list(), ChipFinder::isRaspberryPi, "no chip of a Raspberry Pi", "board=linux");
    }

    /**
     * Returns the file of a chip.
     *
     * @param chip its label or name, or a path, which is not checked
     */
    Path find(String chip) {
        if (chip.contains(File.separator)) {
            return Path.of(chip);
        }
        return only(list(), found -> found.isCalled(chip), "no such GPIO chip", "chip=" + chip);
    }

    private static Path only(List<Found> all, Predicate<Found> wanted, String none, String asked) {
        List<Found> found = all.stream().filter(wanted).toList();
        if (found.size() == 1) {
            return found.getFirst().device();
        }
        if (found.isEmpty()) {
            requireAllAsked(all);
        }
        throw new IllegalArgumentException(
                "%s, name one as linux:CHIP: %s, chips=%s"
                        .formatted(
                                found.isEmpty() ? none : "several GPIO chips are called that",
                                asked,
                                found.isEmpty() ? describe(all) : describe(found)));
    }

    /** Refuses with the reason where a chip that could not be asked may be the one. */
    private static void requireAllAsked(List<Found> all) {
        for (Found chip : all) {
            SystemCallException failure = chip.failure();
            if (failure != null && ChipFailures.isPermission(failure)) {
                throw ChipFailures.onOpening(chip.device(), failure);
            }
        }
    }

    private static String describe(List<Found> chips) {
        return chips.isEmpty()
                ? "none"
                : chips.stream().map(Found::toString).collect(Collectors.joining(", "));
    }
}
