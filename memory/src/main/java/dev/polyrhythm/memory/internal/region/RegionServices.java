package dev.polyrhythm.memory.internal.region;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Starts services in the first process. Another process asks by making a file; the first one sees
 * it through the file system's notification, and by a look now and then where there is none.
 */
final class RegionServices {
    private static final String REQUEST_PREFIX = "service-";
    private static final long LOOK_MILLIS = 200;

    private final Region region;
    private final Set<String> started = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean serving = new AtomicBoolean();

    RegionServices(Region region) {
        this.region = region;
    }

    void request(String name) {
        if (region.isOwner()) {
            startHere(name);
            return;
        }
        try {
            RegionFiles.createEmpty(region.directory().resolve(REQUEST_PREFIX + name));
        } catch (FileAlreadyExistsException e) {
            // Asked for already.
        } catch (IOException e) {
            throw new PolyrhythmException(
                    "cannot ask the first process for a service: name=" + name, e);
        }
    }

    void serve() {
        if (region.isOwner() && serving.compareAndSet(false, true)) {
            Thread.ofPlatform().daemon().name("polyrhythm-services").start(this::serveLoop);
        }
    }

    private void serveLoop() {
        try (@Nullable WatchService watch = watch()) {
            while (true) {
                startRequested();
                await(watch);
            }
        } catch (InterruptedException | IOException e) {
            Thread.currentThread().interrupt();
        } catch (ClosedWatchServiceException e) {
            // The program ends.
        }
    }

    private @Nullable WatchService watch() {
        try {
            WatchService watch = region.directory().getFileSystem().newWatchService();
            ShutdownPhases.register(ShutdownPhases.Phase.MEMORY, () -> close(watch));
            region.directory().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            return watch;
        } catch (IOException e) {
            return null; // no notifications left on this machine: looking now and then will do
        }
    }

    /** Its thread is inside the kernel; a JVM that ends would wait 300 ms for it. */
    private static void close(WatchService watch) {
        try {
            watch.close();
        } catch (IOException e) {
            // It ends with the process.
        }
    }

    private static void await(@Nullable WatchService watch) throws InterruptedException {
        if (watch == null) {
            Thread.sleep(LOOK_MILLIS);
            return;
        }
        var key = watch.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (key != null) {
            key.pollEvents();
            key.reset();
        }
    }

    private void startRequested() {
        try (DirectoryStream<Path> requests =
                Files.newDirectoryStream(region.directory(), REQUEST_PREFIX + "*")) {
            for (Path request : requests) {
                startQuietly(
                        String.valueOf(request.getFileName()).substring(REQUEST_PREFIX.length()));
            }
        } catch (IOException e) {
            // The region is being removed.
        }
    }

    /** Whatever a service fails with must not end the others. It is not tried again. */
    private void startQuietly(String name) {
        try {
            start(name);
        } catch (RuntimeException | Error e) {
            System.getLogger("dev.polyrhythm")
                    .log(Level.WARNING, "starting a service: name=" + name, e);
        }
    }

    /** The caller is told of a failure, and may try again. */
    private void startHere(String name) {
        try {
            start(name);
        } catch (RuntimeException | Error e) {
            started.remove(name);
            throw e;
        }
    }

    private void start(String name) {
        if (!started.add(name)) {
            return;
        }
        for (RegionService service :
                ServiceLoader.load(RegionService.class, Region.class.getClassLoader())) {
            if (service.name().equals(name)) {
                service.start(region);
                return;
            }
        }
        throw new PolyrhythmException(
                "the first process does not have the module of a service: name=" + name);
    }
}
