package dev.polyrhythm.cli;

import dev.polyrhythm.internal.worker.OwnFrames;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled program that runs in this JVM, on this thread. Afterwards the JVM ends as usual: when
 * the last thread that is no daemon has ended.
 *
 * @param main its main method
 * @param arguments the arguments of its main
 * @param limit the time after which it is ended, or null for never
 */
record Program(MainMethod main, List<String> arguments, @Nullable Duration limit) {

    /**
     * Loads a program. Child processes find its classes on their class path; this process uses a
     * loader of their own.
     *
     * @throws PolyrhythmException if it has no main method
     */
    static Program load(
            CompiledProgram compiled, List<String> arguments, @Nullable Duration limit) {
        Path classes = compiled.classes();
        System.setProperty(
                "java.class.path", ProgramClassPath.get() + File.pathSeparator + classes);
        try {
            URL[] urls = {classes.toUri().toURL()};
            ClassLoader loader = new URLClassLoader(urls, Program.class.getClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = Class.forName(compiled.mainClass(), false, loader);
            return new Program(MainMethod.of(type), arguments, limit);
        } catch (MalformedURLException | ClassNotFoundException e) {
            throw new PolyrhythmException("the program cannot be loaded: classes=" + classes, e);
        }
    }

    /**
     * Runs the program's main.
     *
     * @throws Throwable the exception of main, unless it was interrupted by the end of the run
     */
    void run() throws Throwable {
        ProgramEnding ending = ProgramEnding.ofThisThread(limit);
        try {
            main.invoke(arguments);
            ending.mainReturned();
        } catch (Throwable t) { // thrown on, so that the JVM's exit code is what it would be
            OwnFrames.hideIn(
                    t, "dev.polyrhythm.cli.", "java.lang.reflect.", "jdk.internal.reflect.");
            ending.mainThrew(t);
            throw t;
        }
    }
}
