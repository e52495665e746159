package dev.polyrhythm.gpio.internal;

import dev.polyrhythm.gpio.Pull;

/**
 * A kind of board: the seam between the API, which is the same for every board, and what drives the
 * lines. The API checks arguments and keeps what was asked for; a backend claims lines and moves
 * them.
 *
 * <p>All methods may be called by any thread.
 */
public interface BoardBackend extends AutoCloseable {
    /**
     * Claims a line for this process and prepares it: a line that is driven is low, and nothing is
     * left of what a dead holder did with it.
     *
     * @param pin BCM number, 0 to 27
     * @param use what the line will be used for
     * @return the line, to be released
     * @throws LineInUseException if another holder has it
     */
    ClaimedLine claim(int pin, LineUse use) throws LineInUseException;

    /**
     * Claims a line as an input and switches its pull. A claim as an input without this leaves the
     * pull as it is.
     *
     * @param pin BCM number, 0 to 27
     * @param pull the resistor that the line shall have
     * @return the line, to be released
     * @throws LineInUseException if another holder has it
     */
    ClaimedLine claim(int pin, Pull pull) throws LineInUseException;

    /** Frees what belongs to the board as a whole, after its lines were released. Idempotent. */
    @Override
    void close();
}
