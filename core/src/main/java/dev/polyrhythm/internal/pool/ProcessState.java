package dev.polyrhythm.internal.pool;

/**
 * The states of a pool's worker that is a process.
 *
 * <pre>
 * state      means                                        is left for
 * LAUNCHING  no process yet                               STARTING  it is launched
 *                                                         KILLED    shutdownNow, program's end
 *                                                         DEAD      it could not be launched
 * STARTING   a process, in its initializer                READY     it says so in its channel
 *                                                         KILLED    shutdownNow, program's end
 *                                                         DEAD      it has ended: a failed start
 * READY      runs what it is given; Workers knows         RETIRING  idle and not needed, or
 *            whether it is idle                                     replaced: tasks, memory
 *                                                         KILLED    shutdownNow, an item too late
 *                                                         DEAD      it has died
 * RETIRING   ends after what it has begun                 KILLED    shutdownNow, or too late
 *                                                         DEAD      it has ended
 * KILLED     is being killed, once there is a process     DEAD      it has ended
 * DEAD       has left the pool; its answers are taken,
 *            and what it had is elsewhere
 * </pre>
 */
enum ProcessState {
    LAUNCHING,
    STARTING,
    READY,
    RETIRING,
    KILLED,
    DEAD;

    /**
     * Goes to another state.
     *
     * @return the other one
     * @throws IllegalStateException if this one is not left for it
     */
    ProcessState become(ProcessState next) {
        if (!mayBecome(next)) {
            throw new IllegalStateException("no way from " + this + " to " + next);
        }
        return next;
    }

    boolean mayBecome(ProcessState next) {
        return switch (next) {
            case LAUNCHING -> false;
            case STARTING -> this == LAUNCHING;
            case READY -> this == STARTING;
            case RETIRING -> this == READY;
            case KILLED -> this != KILLED && this != DEAD;
            case DEAD -> this != DEAD;
        };
    }
}
