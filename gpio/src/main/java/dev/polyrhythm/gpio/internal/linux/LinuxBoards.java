package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.gpio.internal.BoardBackend;
import dev.polyrhythm.platform.NativeAccess;
import dev.polyrhythm.platform.gpio.GpioChip;
import dev.polyrhythm.platform.gpio.GpioChips;
import dev.polyrhythm.platform.gpio.SystemCallException;
import dev.polyrhythm.platform.gpio.SystemRoots;
import java.nio.file.Path;

/**
 * The boards of Linux by their names: {@code linux} for a Raspberry Pi's own chip, {@code
 * linux:CHIP} for a chip by its label, name or path.
 */
public final class LinuxBoards {
    private static final String NAME = "linux";
    private static final String PREFIX = NAME + ":";

    private final SystemRoots roots;
    private final ChipFinder finder;
    private final boolean nativeAccess;

    LinuxBoards(SystemRoots roots, GpioChips.Reader reader, boolean nativeAccess) {
        this.roots = roots;
        this.finder = new ChipFinder(roots.devices(), reader);
        this.nativeAccess = nativeAccess;
    }

    private static LinuxBoards ofThisSystem() {
        boolean nativeAccess = NativeAccess.isGranted();
        return new LinuxBoards(SystemRoots.ofThisSystem(), GpioChips::read, nativeAccess);
    }

    /**
     * Whether a name is one of these boards'.
     *
     * @param board the name
     * @return true for {@code linux} and what begins with {@code linux:}
     */
    public static boolean isName(String board) {
        return board.equals(NAME) || board.startsWith(PREFIX);
    }

    /**
     * Whether a program that names no board means this one: on a Raspberry Pi.
     *
     * @return true if the Raspberry Pi's own chip is there, or its chips cannot be asked
     */
    public static boolean isDefault() {
        return ofThisSystem().isChosen();
    }

    /** Chips that cannot be asked count: opening the board says why, instead of simulating pins. */
    boolean isChosen() {
        return roots.isRaspberryPi()
                && (nativeAccess ? finder.mayHaveRaspberryPi() : finder.hasAny());
    }

    /**
     * Opens a board.
     *
     * @param board its name, see {@link #isName}
     * @return the board's backend
     * @throws IllegalArgumentException if there is no such chip; lists those that there are
     * @throws BoardException without native access, or without permission
     */
    public static BoardBackend open(String board) {
        LinuxBoards boards = ofThisSystem();
        Path device = boards.find(board);
        try {
            GpioChip chip = GpioChip.open(device);
            return new LinuxBackend(device, chip);
        } catch (SystemCallException e) {
            throw ChipFailures.onOpening(device, e);
        }
    }

    /** Finds the device file of a board's chip. */
    Path find(String board) {
        if (!nativeAccess) {
            throw new BoardException(
                    "pins need Linux and native access, start Java with %s: board=%s"
                            .formatted(NativeAccess.option(), board),
                    null);
        }
        return board.equals(NAME)
                ? finder.findRaspberryPi()
                : finder.find(board.substring(PREFIX.length()));
    }
}
