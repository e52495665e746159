package dev.polyrhythm.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of the checkout that this test runs in. */
final class SourceTree {
    /** The modules that programs depend on, lowest first. */
    static final List<String> PUBLISHED = List.of("platform", "memory", "core", "gpio");

    private SourceTree() {}

    /** Returns the folder with the parent pom. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".mvn"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new AssertionError("no .mvn above " + Path.of("").toAbsolutePath());
            }
        }
        return folder;
    }

    /** Returns the modules that were compiled, in no particular order. */
    static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(root())) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("src/main/java")))
                    .sorted()
                    .toList();
        }
    }

    /** Returns a module's main sources, without its descriptors. */
    static List<Path> sources(Path module) throws IOException {
        return files(module.resolve("src/main/java"), ".java").stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .filter(file -> !file.endsWith("package-info.java"))
                .toList();
    }

    /** Returns the main sources of the published modules. */
    static List<Path> publishedSources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (String module : PUBLISHED) {
            all.addAll(sources(root().resolve(module)));
        }
        return all;
    }

    /** Returns the files below a folder with an ending. */
    static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }
}
