package dev.polyrhythm;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Whether this process has children: asked of the kernel's lists, one for each thread. A {@link
 * ProcessHandle} tells it, too, but by looking at all processes of the machine, and with classes
 * that take a fresh JVM longer to load than all else that it does before it ends.
 */
final class OwnChildren {
    private static final String TASKS = "/proc/self/task";

    private OwnChildren() {}

    /** False only if there is none for sure. */
    static boolean mayExist() {
        String[] tasks = new File(TASKS).list();
        if (tasks == null) {
            return true; // another system
        }
        for (String task : tasks) {
            if (mayHave(new File(TASKS, task))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayHave(File task) {
        try (FileInputStream children = new FileInputStream(new File(task, "children"))) {
            return children.read() >= 0;
        } catch (IOException e) {
            return task.exists(); // a kernel without such lists; else the thread has ended
        }
    }
}
