package dev.polyrhythm.platform.gpio;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The GPIO chips of a system: the device files that the kernel has made for them. */
public final class GpioChips {
    private static final String PATTERN = "gpiochip[0-9]*";
    private static final Pattern NO_DIGITS = Pattern.compile("\\D+");
    private static final int MOST_DIGITS = 9;

    private GpioChips() {}

    /** Reads what a chip says of itself. */
    public interface Reader {
        /**
         * Reads it.
         *
         * @param device the chip's file
         * @return its name, label and lines
         * @throws SystemCallException if it cannot be read
         */
        ChipInfo read(Path device) throws SystemCallException;
    }

    /**
     * A chip that has a device file.
     *
     * @param device the file
     * @param info what the chip says of itself, null if it could not be asked
     * @param failure why it could not, null if it could
     */
    public record Found(
            Path device, @Nullable ChipInfo info, @Nullable SystemCallException failure) {
        /**
         * Whether a name means this chip: its file's name, its own, or its label.
         *
         * @param name to compare
         * @return true if one of them is equal
         */
        public boolean isCalled(String name) {
            return device.endsWith(name)
                    || (info != null && (info.name().equals(name) || info.label().equals(name)));
        }

        /** Returns the chip in words, for messages. */
        @Override
        public String toString() {
            String reason =
                    info == null
                            ? failure == null ? "unknown" : Errno.text(failure.errno())
                            : "label %s, %d lines".formatted(info.label(), info.lines());
            return "%s (%s)".formatted(device.getFileName(), reason);
        }
    }

    /**
     * Asks a chip by opening it.
     *
     * @param device the chip's file
     * @return its name, label and lines
     * @throws SystemCallException if it cannot be opened, or is no GPIO chip
     */
    public static ChipInfo read(Path device) throws SystemCallException {
        try (GpioChip chip = GpioChip.open(device)) {
            return chip.info();
        }
    }

    /**
     * Finds all chips. A second name of a chip, as a Raspberry Pi 5 has it, does not count.
     *
     * @param devices the directory of the device files
     * @param reader asks each
     * @return in the order of their numbers
     */
    public static List<Found> list(Path devices, Reader reader) {
        Map<Path, Found> chips = new LinkedHashMap<>();
        for (Path device : files(devices)) {
            chips.putIfAbsent(realPath(device), find(device, reader));
        }
        return List.copyOf(chips.values());
    }

    private static List<Path> files(Path devices) {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, PATTERN)) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // no such directory: another system
        }
        files.sort(
                Comparator.comparing((Path file) -> Files.isSymbolicLink(file))
                        .thenComparingInt(GpioChips::number));
        return files;
    }

    private static int number(Path device) {
        String digits = NO_DIGITS.matcher(String.valueOf(device.getFileName())).replaceAll("");
        return digits.length() > MOST_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static Path realPath(Path device) {
        try {
            return device.toRealPath();
        } catch (IOException e) {
            return device;
        }
    }

    private static Found find(Path device, Reader reader) {
        try {
            return new Found(device, reader.read(device), null);
        } catch (SystemCallException e) {
            return new Found(device, null, e);
        }
    }
}
