package dev.polyrhythm.gpio.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.Board;
import dev.polyrhythm.memory.SharedInt;
import java.io.File;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The library's modules as they are built: tests run on the class path and have to find them. */
final class LibraryModules {
    private LibraryModules() {}

    static List<Path> paths() throws ClassNotFoundException, URISyntaxException {
        return List.of(
                pathOf(Class.forName("dev.polyrhythm.platform.NativeAccess")),
                pathOf(SharedInt.class),
                pathOf(Worker.class),
                pathOf(Board.class));
    }

    private static Path pathOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    static String modulePath() throws ClassNotFoundException, URISyntaxException {
        return paths().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    static List<ModuleReference> all() throws ClassNotFoundException, URISyntaxException {
        List<ModuleReference> modules =
                ModuleFinder.of(paths().toArray(Path[]::new)).findAll().stream().toList();
        assertThat(modules)
                .extracting(module -> module.descriptor().name())
                .containsExactlyInAnyOrder(
                        "dev.polyrhythm.platform",
                        "dev.polyrhythm.memory",
                        "dev.polyrhythm",
                        "dev.polyrhythm.gpio");
        return modules;
    }
}
