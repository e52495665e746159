package dev.polyrhythm.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The task that a {@link KillLoop} sends to a JVM that it has started ahead of time.
 *
 * @param number of the JVM; no two of a loop have the same
 * @param role its part in the test, from 0
 */
public record KillTask(int number, int role) {
    /** The line that asks a JVM to end in good order. */
    static final String LEAVE = "leave";

    private static final int ORPHANED = 3;

    /**
     * Waits for the task. From then on this JVM ends when its parent is gone, and exits when it is
     * asked to.
     *
     * @return the task
     * @throws IOException if the standard input cannot be read
     */
    public static KillTask await() throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = input.readLine();
        if (line == null) {
            Runtime.getRuntime().halt(ORPHANED);
            throw new AssertionError();
        }
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> watch(input));
        String[] words = line.split(" ", -1);
        return new KillTask(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    private static void watch(BufferedReader input) {
        try {
            if (LEAVE.equals(input.readLine())) {
                System.exit(0);
            }
        } catch (IOException e) {
            // No parent, then.
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    String toLine() {
        return number + " " + role;
    }
}
