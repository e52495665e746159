package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import org.jspecify.annotations.Nullable;

/** The memory of the one simulated board that all processes of a program share. */
public final class ProgramBoard {
    private static final String NAME = "board-simulated";

    private ProgramBoard() {}

    /** Opens the board's memory; makes it if this process is the first to do so. */
    static BoardMemory open() {
        return BoardMemory.shared(NAME);
    }

    /**
     * Finds the board's memory.
     *
     * @return null until a process of the program has opened the board
     */
    public static @Nullable BoardMemory find() {
        return BoardMemory.isInUse(NAME) ? open() : null;
    }
}
