package dev.polyrhythm.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of this JDK's own {@code java}. */
final class JavaLauncher {
    /**
     * By name: a reference to the child's main class would tie the parent to all that runs there.
     */
    static final String CHILD_MAIN = "dev.polyrhythm.internal.child.ChildMain";

    private JavaLauncher() {}

    /**
     * Returns a command line whose options are in a file.
     *
     * @param arguments the options
     * @param main the last words
     * @throws IOException if there is no launcher, or no space for the file
     */
    static List<String> command(List<String> arguments, List<String> main) throws IOException {
        Path launcher = Path.of(System.getProperty("java.home"), "bin", "java");
        if (!Files.isExecutable(launcher)) {
            throw new IOException("there is no java to run: file=" + launcher);
        }
        List<String> line = new ArrayList<>();
        line.add(launcher.toString());
        line.add("@" + ArgumentFiles.write(arguments));
        line.addAll(main);
        return line;
    }

    /**
     * Returns a child's main class and argument; not in the file, so that process lists show it.
     */
    static List<String> childMain() {
        List<String> main = new ArrayList<>(InheritedOptions.mainClass(CHILD_MAIN));
        main.add(String.valueOf(ProcessHandle.current().pid()));
        return main;
    }
}
