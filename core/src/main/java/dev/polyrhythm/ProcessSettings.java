package dev.polyrhythm;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Map;

/**
 * Settings of a worker's process; a part of the builders that make such workers.
 *
 * @param <B> the builder
 */
public interface ProcessSettings<B> {
    /**
     * Limits the heap. The default is an eighth of the machine's memory, for each process.
     *
     * @param size as the JVM writes it: {@code 64m}, {@code 2g}
     * @return this builder
     * @throws IllegalArgumentException if it is not a number with k, m, g or nothing behind it
     */
    B maxHeap(String size);

    /**
     * Adds JVM options, after those of the library and of earlier calls.
     *
     * @param arguments as they stand on a command line, for example {@code -XX:+UseZGC}
     * @return this builder
     */
    B jvmArguments(String... arguments);

    /**
     * Changes the environment that the process inherits.
     *
     * @param changes names and values that are set or replaced
     * @return this builder
     */
    B environment(Map<String, String> changes);

    /**
     * Chooses the working directory; the default is this process's.
     *
     * @param directory an existing directory
     * @return this builder
     */
    B directory(Path directory);

    /**
     * Chooses the processors that the process may use. Needs the command {@code taskset}.
     *
     * @param cpus their numbers, from 0
     * @return this builder
     * @throws IllegalArgumentException if there is none, or one is negative
     */
    B affinity(int... cpus);

    /**
     * Sets the niceness, independently of this process's own. Needs the command {@code nice}, and
     * where the value is lower than this process's own, the right to lower it: without it the start
     * of the process fails.
     *
     * @param value -20 (first served) to 19
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    B nice(int value);

    /**
     * Schedules the process in real time (SCHED_FIFO). Needs the command {@code chrt}, and the
     * right to.
     *
     * @param priority 1 to 99 (first served)
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    B realtime(int priority);

    /**
     * Sends standard output and error elsewhere; the default is where this process's go.
     *
     * @param output a file, {@link Redirect#DISCARD} or {@link Redirect#INHERIT}
     * @return this builder
     * @throws IllegalArgumentException if it is a pipe, or something to read from
     */
    B output(Redirect output);

    /**
     * Has the process wait for a debugger before it does anything.
     *
     * @param port the port on the loopback address, 1 to 65535
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    B debug(int port);
}
