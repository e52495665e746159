package dev.polyrhythm.platform;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Whether this process has children: asked of the kernel's lists, one for each thread. A {@link
 * ProcessHandle} tells it, too, but by looking at all processes of the machine, and with classes
 * that take a fresh JVM longer to load than all else that it does before it ends.
 */
public final class ChildProbe {
    private static final String TASKS = "/proc/self/task";

    private ChildProbe() {}

    /** False only if there is none for sure. */
    public static boolean mayExist() {
        String[] tasks = new File(TASKS).list();
        if (tasks == null) {
            return true; // another system
        }
        for (String task : tasks) {
            if (mayHave(task)) {
                return true;
            }
        }
        // A thread that ended meanwhile has left its children to one that was asked before.
        return !Arrays.equals(tasks, new File(TASKS).list());
    }

    private static boolean mayHave(String task) {
        File list = new File(TASKS + "/" + task, "children");
        try (FileInputStream children = new FileInputStream(list)) {
            return children.read() >= 0;
        } catch (IOException e) {
            return true; // a kernel without such lists, or a thread that has ended meanwhile
        }
    }
}
