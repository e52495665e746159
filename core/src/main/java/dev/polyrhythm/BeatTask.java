package dev.polyrhythm;

import java.io.Serializable;

/** The work of a {@link Rhythm}. A lambda given for it is serializable, as one for {@link Task}. */
@FunctionalInterface
public interface BeatTask extends Serializable {
    /**
     * Does the work of one beat, in the thread that runs the rhythm.
     *
     * @param beat the beat; the same object each time, valid until this method returns
     * @throws Exception to end the rhythm with that exception
     */
    void run(Beat beat) throws Exception;
}
