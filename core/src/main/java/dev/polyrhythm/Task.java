package dev.polyrhythm;

import java.io.Serializable;

/**
 * What a worker runs. A lambda given for it is serializable, so that it can travel to another
 * process; what it captures must be serializable too, or shared.
 */
@FunctionalInterface
public interface Task extends Serializable {
    /**
     * Does the work, on the worker's thread or in its process.
     *
     * @throws Exception to end the worker with a failure, see {@link Worker#getFailure()}
     */
    void run() throws Exception;
}
