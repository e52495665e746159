package dev.polyrhythm;

import dev.polyrhythm.memory.spi.ProgramExit;
import dev.polyrhythm.memory.spi.Region;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes an entry of the {@link StartupCache}, in the background. A child does a job, and the JVM
 * lists what it loads; a first archive is made of that, and another child does the job with it.
 * Only that one's list is short: without an archive that fits its options, a JVM needs some 200
 * classes more to put its modules together and to make lambdas. The second archive has what is on
 * the second list, loaded and linked. At last a child does the job with it and refuses to run
 * without. Only then the note is written.
 *
 * <p>Files have names that nobody else uses, so several programs can make the same entry; the last
 * one's note stands. What is unfinished when the program ends is given up, with its files; what a
 * killed program left is removed by the next one that makes an entry.
 */
final class StartupCacheMaker {
    /** The program's own start comes first. */
    private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final long STEP_SECONDS = 120;

    private final LibraryClasses library;
    private final StartupCacheNote note;
    private final List<String> options;
    private final Consumer<StartupCacheEntry> made;
    private final Path jar;
    private final Path firstArchive;
    private final Path archive;
    private final Path list;
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
        String name = note.key() + "-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        this.jar = note.directory().resolve(name + ".jar");
        this.firstArchive = note.directory().resolve(name + ".first");
        this.archive = note.directory().resolve(name + ".jsa");
        this.list = note.directory().resolve(name + ".list");
    }

    static void start(
            LibraryClasses library,
            StartupCacheNote note,
            List<String> options,
            Consumer<StartupCacheEntry> made) {
        StartupCacheMaker maker = new StartupCacheMaker(library, note, options, made);
        ProgramExit.register(ProgramExit.Phase.WORKERS, maker::end);
        Thread.ofPlatform().daemon().name("polyrhythm-cache").start(maker::makeQuietly);
    }

    /** Whatever goes wrong: the program does not need it. */
    private void makeQuietly() {
        try {
            LockSupport.parkNanos(DELAY_NANOS);
            make();
        } catch (IOException | InterruptedException | RuntimeException e) {
            System.getLogger("dev.polyrhythm").log(Level.DEBUG, "making the start-up cache", e);
            giveUp();
        }
    }

    private void giveUp() {
        try {
            finish(false);
        } catch (IOException e) {
            removeFiles(); // not even a note can be written
        }
    }

    private void make() throws IOException, InterruptedException {
        prepare();
        boolean works =
                runJob(library.classPath(), record())
                        && writeJar()
                        && dump(firstArchive, "-XX:-AOTClassLinking")
                        && runJob(jar.toString(), record(), use(firstArchive))
                        && dump(archive, "-XX:+AOTClassLinking")
                        && runJob(jar.toString(), "-Xshare:on", use(archive));
        finish(works);
    }

    private String record() {
        return "-XX:DumpLoadedClassList=" + list;
    }

    private static String use(Path archive) {
        return StartupCacheEntry.option(archive);
    }

    /** With few entries, as each child looks for the program's own classes in it first. */
    private boolean writeJar() throws IOException {
        try (Stream<String> lines = Files.lines(list);
                OutputStream out = Files.newOutputStream(jar)) {
            Set<String> names =
                    lines.map(line -> line.split(" ", 2)[0] + ".class").collect(Collectors.toSet());
            library.writeJar(out, names);
        }
        return true;
    }

    private boolean dump(Path to, String linking) throws IOException, InterruptedException {
        return run(
                jar.toString(),
                List.of("-Xshare:dump", linking, "-XX:SharedClassListFile=" + list, use(to)),
                null);
    }

    private void prepare() throws IOException {
        Files.createDirectories(note.directory());
        try {
            Files.setPosixFilePermissions(
                    note.directory(),
                    EnumSet.of(
                            PosixFilePermission.OWNER_READ,
                            PosixFilePermission.OWNER_WRITE,
                            PosixFilePermission.OWNER_EXECUTE));
        } catch (UnsupportedOperationException e) {
            // Windows: the home directory is private.
        }
        CacheDirectory.sweep(note.directory());
    }

    private synchronized void finish(boolean works) throws IOException {
        Files.deleteIfExists(list);
        Files.deleteIfExists(firstArchive);
        if (ended) {
            removeFiles();
            return;
        }
        if (works) {
            StartupCacheEntry entry = StartupCacheEntry.of(jar, archive);
            note.write(entry);
            made.accept(entry);
        } else {
            note.writeFailed();
            removeFiles();
        }
        ended = true; // there is nothing left to end
    }

    /** A child like any other, whose job is practice. */
    private boolean runJob(String classPath, String... mode)
            throws IOException, InterruptedException {
        Region region = Region.current();
        Path record = ChildRecord.path(region.directory(), "cache", region.nextNumber());
        ChildRecord.create(record);
        try {
            ProcessWorker worker = Practice.recorded();
            byte[] job = ChildJob.of(worker, record, TaskCodec.encode(worker)).toBytes();
            return run(classPath, List.of(mode), job);
        } finally {
            ChildRecord.take(record);
        }
    }

    private boolean run(String classPath, List<String> mode, byte @Nullable [] job)
            throws IOException, InterruptedException {
        Process process = begin(classPath, mode);
        if (process == null) {
            return false;
        }
        if (job != null) {
            process.getOutputStream().write(job);
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
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(mode);
        arguments.addAll(List.of("--class-path", classPath));
        ProcessBuilder builder =
                new ProcessBuilder(ChildCommand.java(arguments, ChildCommand.main()))
                        .redirectOutput(Redirect.DISCARD)
                        .redirectError(Redirect.DISCARD);
        JvmOptionVariables.remove(builder.environment());
        running = builder.start();
        return running;
    }

    /** When the program ends. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (running != null) {
            running.destroyForcibly();
        }
        removeFiles();
    }

    private void removeFiles() {
        for (Path file : List.of(list, firstArchive, archive, jar)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // Swept later.
            }
        }
    }
}
