package dev.polyrhythm.platform;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The commands that start a program under another scheduling (util-linux). Each is what a command
 * line begins with; {@link Niceness} has the one that depends on the starting thread.
 */
public final class Scheduling {
    private Scheduling() {}

    /**
     * Returns the command that binds a program to processors (sched_setaffinity(2)).
     *
     * @param cpus their numbers, 0 or more
     */
    public static String[] affinity(int... cpus) {
        String list = IntStream.of(cpus).mapToObj(String::valueOf).collect(Collectors.joining(","));
        return new String[] {"taskset", "--cpu-list", list};
    }

    /**
     * Returns the command that gives a program the realtime policy SCHED_FIFO (sched(7)).
     *
     * @param priority 1 to 99
     */
    public static String[] realtime(int priority) {
        return new String[] {"chrt", "--fifo", String.valueOf(priority)};
    }
}
