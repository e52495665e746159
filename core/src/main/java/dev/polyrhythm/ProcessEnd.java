package dev.polyrhythm;

import org.jspecify.annotations.Nullable;

/**
 * How a worker process ended.
 *
 * @param exitCode as {@link ProcessWorker#exitCode()} tells it
 * @param failure what ended it, or null if it returned
 */
record ProcessEnd(int exitCode, @Nullable Throwable failure) {
    private static final int SIGNAL_BASE = 128;
    private static final int LAST_SIGNAL = 31;

    /** Puts together what the system says and what the child wrote before it ended. */
    static ProcessEnd of(String name, long pid, int rawCode, ChildRecord record) {
        int exitCode = exitCode(rawCode, record);
        TaskFailedException thrown = record.failure();
        if (thrown != null) {
            return new ProcessEnd(exitCode, thrown);
        }
        return new ProcessEnd(
                exitCode, exitCode == 0 ? null : new WorkerDiedException(name, pid, exitCode));
    }

    /** The child's own word wins: a code above 128 can be a signal or a choice. */
    private static int exitCode(int rawCode, ChildRecord record) {
        return switch (record.ending()) {
            case SIGNALLED -> -record.signal();
            case ORDERLY -> rawCode;
            case UNTOLD -> untold(rawCode);
        };
    }

    private static int untold(int rawCode) {
        boolean signal = rawCode > SIGNAL_BASE && rawCode <= SIGNAL_BASE + LAST_SIGNAL;
        return signal ? SIGNAL_BASE - rawCode : rawCode;
    }
}
