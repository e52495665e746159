package dev.polyrhythm.benchmarks.programs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A program with child processes is killed: measures the time until the last of them is gone.
 * Arguments: the number of children, the milliseconds after which they count as never gone,
 * "parent" or "all" for the processes to kill, and the program's command, to which the directory
 * for the children's start markers is added.
 */
public final class OrphansProgram {
    private static final long SETTLE_NANOS = Duration.ofMillis(500).toNanos();
    private static final long POLL_NANOS = 200_000;

    private OrphansProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments see above
     * @throws Exception if the program does not begin
     */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        long timeoutNanos = Duration.ofMillis(Long.parseLong(arguments[1])).toNanos();
        boolean killsAll = arguments[2].equals("all");
        Path directory = Files.createTempDirectory("polyrhythm-bench");
        directory.toFile().deleteOnExit();
        List<String> command =
                new ArrayList<>(Arrays.asList(arguments).subList(3, arguments.length));
        command.add(directory.toString());
        Process parent = new ProcessBuilder(command).inheritIO().start();
        List<ProcessHandle> children = new ArrayList<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endAll(parent, children)));
        for (StartMarker child : StartMarker.await(directory, count)) {
            children.add(child.process());
        }
        LockSupport.parkNanos(SETTLE_NANOS);
        List<ProcessHandle> killed = new ArrayList<>(List.of(parent.toHandle()));
        killed.addAll(killsAll ? children : List.of());
        Figure.print(measure(killed, children, timeoutNanos));
        parent.waitFor(); // its reaper still has work, and is no child of it then
        System.exit(0);
    }

    /** Ends all, also when this process is interrupted: orphans are no descendants any more. */
    private static void endAll(Process parent, List<ProcessHandle> children) {
        parent.descendants().forEach(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    private static double measure(
            List<ProcessHandle> killed, List<ProcessHandle> children, long timeoutNanos) {
        long begin = System.nanoTime();
        killed.forEach(ProcessHandle::destroyForcibly);
        List<ProcessHandle> left = new ArrayList<>(children);
        while (true) {
            left.removeIf(child -> !isRunning(child.pid()));
            long nanos = System.nanoTime() - begin;
            if (left.isEmpty()) {
                return nanos / 1e9;
            }
            if (nanos > timeoutNanos) {
                return Double.POSITIVE_INFINITY;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Returns whether a process runs; a zombie does not. */
    private static boolean isRunning(long pid) {
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            char state = status.charAt(status.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException e) {
            return false;
        }
    }
}
