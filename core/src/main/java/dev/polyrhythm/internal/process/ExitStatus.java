package dev.polyrhythm.internal.process;

import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.WorkerDiedException;
import dev.polyrhythm.internal.child.ExitRecord;
import dev.polyrhythm.platform.OomKills;
import dev.polyrhythm.platform.Signals;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of a worker process.
 *
 * @param exitCode as {@code ProcessWorker.exitCode} returns it
 * @param failure the reason of the end, null if the worker returned
 */
public record ExitStatus(int exitCode, @Nullable Throwable failure) {

    /**
     * All that is found after a process's end.
     *
     * @param name the worker's name
     * @param pid its process id
     * @param rawCode the system's exit code
     * @param record the child's record
     * @param crash the report of its JVM if that crashed
     */
    record Findings(String name, long pid, int rawCode, ExitRecord record, HsErrReport crash) {}

    /** Combines the system's exit code with the child's record. */
    static ExitStatus of(Findings found, Supplier<String> refusal) {
        int exitCode = exitCode(found);
        TaskFailedException thrown = found.record().failure();
        boolean outOfMemory = thrown != null && exitCode == ExitRecord.OUT_OF_MEMORY;
        if (thrown != null && !outOfMemory) {
            return new ExitStatus(exitCode, thrown);
        }
        if (exitCode == 0) {
            return new ExitStatus(0, null);
        }
        String reason = outOfMemory ? "out of memory" : reason(found, exitCode, refusal);
        return new ExitStatus(exitCode, death(found.name(), found.pid(), exitCode, reason, thrown));
    }

    /** Describes a worker's death; the reason is empty where none is known. */
    public static WorkerDiedException death(
            String name, long pid, int exitCode, String reason, @Nullable Throwable cause) {
        String message =
                "the worker died%s: name=%s, pid=%d, %s"
                        .formatted(
                                reason.isEmpty() ? "" : " (" + reason + ")",
                                name,
                                pid,
                                how(exitCode));
        return new WorkerDiedException(message, pid, exitCode, cause);
    }

    private static String how(int exitCode) {
        return exitCode >= 0
                ? "exitCode=" + exitCode
                : "signal=%d (%s)".formatted(-exitCode, Signals.name(-exitCode));
    }

    private static String reason(Findings found, int exitCode, Supplier<String> refusal) {
        if (!found.crash().text().isEmpty()) {
            return "its JVM crashed: " + found.crash().text();
        }
        if (found.record().ending() != ExitRecord.Ending.UNRECORDED) {
            return "";
        }
        if (exitCode == -Signals.KILL && OomKills.haveGrown()) {
            return "the system's memory was used up: the kernel's OOM killer killed it";
        }
        String refused = exitCode == JvmOptionCheck.EXIT_CODE ? refusal.get() : "";
        return refused.isEmpty() ? "" : "its JVM could not be made: " + refused;
    }

    /** Prefers the child's record: a code above 128 can be a signal or a choice. */
    private static int exitCode(Findings found) {
        return switch (found.record().ending()) {
            case SIGNALLED -> -found.record().signal();
            case ORDERLY -> found.rawCode();
            case UNRECORDED ->
                    found.crash().signal().isPresent()
                            ? -found.crash().signal().getAsInt()
                            : unrecorded(found.rawCode());
        };
    }

    private static int unrecorded(int rawCode) {
        int signal = Signals.ofExitCode(rawCode);
        return signal != 0 ? -signal : rawCode;
    }
}
