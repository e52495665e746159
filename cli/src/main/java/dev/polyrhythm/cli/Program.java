package dev.polyrhythm.cli;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled program that runs in this JVM, on this thread. Afterwards the JVM ends as it always
 * does: when the last thread that is no daemon has ended.
 *
 * @param compiled its classes
 * @param arguments what its main is given
 * @param limit when it is ended, or null for never
 */
record Program(CompiledProgram compiled, List<String> arguments, @Nullable Duration limit) {

    /**
     * Runs the program's main.
     *
     * @throws Throwable what main threw, unless it was interrupted by the end of the run
     */
    void run() throws Throwable {
        MainMethod main = MainMethod.of(load());
        ProgramEnding ending = ProgramEnding.ofThisThread(limit);
        try {
            main.invoke(arguments);
            ending.mainReturned();
        } catch (Throwable t) { // noted, then printed by the JVM
            ending.mainThrew(t);
            hideOwnFrames(t);
            throw t;
        }
    }

    /** Child processes find the classes on their class path; this one in a loader of their own. */
    private Class<?> load() throws ClassNotFoundException {
        String classPath = System.getProperty("java.class.path");
        System.setProperty("java.class.path", classPath + File.pathSeparator + compiled.classes());
        ClassLoader loader = new URLClassLoader("program", urls(), Program.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        return Class.forName(compiled.mainClass(), false, loader);
    }

    private URL[] urls() {
        try {
            return new URL[] {compiled.classes().toUri().toURL()};
        } catch (MalformedURLException e) {
            throw new PolyrhythmException("no URL for a directory: " + compiled.classes(), e);
        }
    }

    /** The way from the command to the program's main is not the program's. */
    private static void hideOwnFrames(Throwable failure) {
        StackTraceElement[] stack = failure.getStackTrace();
        int end = stack.length;
        while (end > 0 && isOwn(stack[end - 1].getClassName())) {
            end--;
        }
        failure.setStackTrace(Arrays.copyOf(stack, end));
    }

    private static boolean isOwn(String className) {
        return className.startsWith("dev.polyrhythm.cli.")
                || className.startsWith("java.lang.reflect.")
                || className.startsWith("jdk.internal.reflect.");
    }
}
