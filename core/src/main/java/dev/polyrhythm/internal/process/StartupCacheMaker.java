package dev.polyrhythm.internal.process;

import dev.polyrhythm.internal.child.ChildRequest;
import dev.polyrhythm.internal.child.ExitRecord;
import dev.polyrhythm.internal.transport.WorkerCodec;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entry of the {@link StartupCache}, in the background. A child runs a task, and its JVM
 * lists the classes that it loads; a first archive is made of that list, and another child runs the
 * task with it. Only that one's list is short: without an archive that fits its options, a JVM
 * needs some 200 classes more to put its modules together and to make lambdas. The second archive
 * has the classes of the second list, loaded and linked. At last a child runs the task with it and
 * refuses to run without. Then the files are written to the disk, and only then the note.
 *
 * <p>Several programs can make the same entry; the last one's note stands. An unfinished entry is
 * given up at the program's end, with its files; those that a killed program left are removed by a
 * later program that makes an entry.
 */
final class StartupCacheMaker {
    /** The program's own start comes first. */
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long STEP_SECONDS = 120;

    /** A killed JVM gives its memory back first; until then it may still make a file. */
    private static final long KILL_MILLIS = 200;

    private final LibraryClasses library;
    private final StartupCacheNote note;
    private final List<String> options;
    private final Consumer<StartupCacheEntry> made;
    private final StartupCacheDirectory directory;
    private final StartupCacheFiles files;
    private @Nullable Process running; // guarded by this
    private boolean ended; // guarded by this

    private StartupCacheMaker(
            LibraryClasses library,
            StartupCacheNote note,
            List<String> options,
            Consumer<StartupCacheEntry> made) {
        this.library = library;
        this.note = note;
        this.options = options;
        this.made = made;
        this.directory = new StartupCacheDirectory(note.directory());
        this.files = StartupCacheFiles.create(note.directory(), note.key());
    }

    static void start(
            LibraryClasses library,
            StartupCacheNote note,
            List<String> options,
            Consumer<StartupCacheEntry> made) {
        StartupCacheMaker maker = new StartupCacheMaker(library, note, options, made);
        ShutdownPhases.register(ShutdownPhases.Phase.WORKERS, maker::end);
        Thread.ofPlatform().daemon().name("polyrhythm-cache").start(maker::makeQuietly);
    }

    /** Logs any failure at DEBUG: the program does not need the entry. */
    private void makeQuietly() {
        try {
            LockSupport.parkNanos(DELAY_NANOS);
            make();
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.getLogger("dev.polyrhythm")
                    .log(Level.DEBUG, "making the start-up cache failed", e);
            giveUp();
        }
    }

    private void giveUp() {
        try {
            finish(null);
        } catch (IOException e) {
            files.remove(true); // not even a note can be written
        }
    }

    private void make() throws IOException, InterruptedException {
        prepare();
        boolean works =
                runTask(library.classPath(), record())
                        && writeJar()
                        && dump(files.firstArchive(), "-XX:-AOTClassLinking")
                        && runTask(files.jar().toString(), record(), use(files.firstArchive()))
                        && dump(files.archive(), "-XX:+AOTClassLinking")
                        && runTask(files.jar().toString(), "-Xshare:on", use(files.archive()));
        finish(works ? StartupCacheEntry.seal(files) : null);
    }

    private String record() {
        return "-XX:DumpLoadedClassList=" + files.list();
    }

    private static String use(Path archive) {
        return StartupCacheEntry.option(archive);
    }

    /**
     * Writes a jar of few entries, as each child looks for the program's own classes there first.
     */
    private synchronized boolean writeJar() throws IOException {
        if (ended) {
            return false;
        }
        try (Stream<String> lines = Files.lines(files.list());
                OutputStream out = Files.newOutputStream(files.jar())) {
            Set<String> names =
                    lines.map(line -> line.split(" ", 2)[0] + ".class").collect(Collectors.toSet());
            library.writeJar(out, names);
        }
        return true;
    }

    private boolean dump(Path to, String linking) throws IOException, InterruptedException {
        return run(
                files.jar().toString(),
                List.of(
                        "-Xshare:dump",
                        linking,
                        "-XX:SharedClassListFile=" + files.list(),
                        use(to)),
                null);
    }

    private void prepare() throws IOException {
        directory.make();
        requireSafe();
        StartupCacheSweep.run(directory.path());
        writeClaim();
    }

    /** Writes the claim, unless the end has removed the files. */
    private synchronized void writeClaim() throws IOException {
        if (!ended) {
            files.writeClaim(note.description());
        }
    }

    private void requireSafe() throws IOException {
        String fault = directory.fault();
        if (fault != null) {
            CacheDirectory.refuse(fault);
            throw new IOException("the start-up cache is off: " + fault);
        }
    }

    /** Writes the note of an entry, or of its failure. */
    private synchronized void finish(@Nullable StartupCacheEntry entry) throws IOException {
        if (ended) {
            files.remove(true);
            return;
        }
        requireSafe();
        if (entry == null) {
            note.draftFailed(files);
            note.publish(files);
            files.remove(true);
        } else {
            note.draft(entry);
            made.accept(entry);
            note.publish(files);
            files.removeTemporary();
        }
        ended = true; // there is nothing left to end
    }

    /** Runs the warm-up task in a child like any other. */
    private boolean runTask(String classPath, String... mode)
            throws IOException, InterruptedException {
        Region region = Region.current();
        Path record = ExitRecord.path(region.directory(), "cache", region.nextNumber());
        ExitRecord.create(record);
        try {
            byte[] task = WorkerCodec.encode(WarmUpTask.recorded());
            byte[] request =
                    ChildRequest.ofSpare(record, InheritedProperties.collect(), task).toBytes();
            return run(classPath, List.of(mode), request);
        } finally {
            ExitRecord.take(record);
        }
    }

    private boolean run(String classPath, List<String> mode, byte @Nullable [] request)
            throws IOException, InterruptedException {
        Process process = begin(classPath, mode);
        if (process == null) {
            return false;
        }
        if (request != null) {
            process.getOutputStream().write(request);
            process.getOutputStream().flush(); // not closed: its end would mean that we are gone
        }
        boolean done = process.waitFor(STEP_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        process.getOutputStream().close();
        return done && process.exitValue() == 0;
    }

    private synchronized @Nullable Process begin(String classPath, List<String> mode)
            throws IOException {
        if (ended) {
            return null;
        }
        requireSafe(); // the child runs what is in there
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(mode);
        arguments.addAll(List.of("--class-path", classPath));
        ProcessBuilder builder =
                new ProcessBuilder(JavaLauncher.command(arguments, JavaLauncher.childMain()))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        JvmOptionVariables.remove(builder.environment());
        running = builder.start();
        return running;
    }

    /** Gives the entry up, at the program's end. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        files.remove(running == null || isEnded(running.destroyForcibly()));
    }

    private static boolean isEnded(Process killed) {
        try {
            return killed.waitFor(KILL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
