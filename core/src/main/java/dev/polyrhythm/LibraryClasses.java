package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import dev.polyrhythm.nativeio.NativeAccess;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The library's classes that every child needs, whichever jars they came in. They are put into a
 * small jar of their own, so that a cache made for it serves all programs.
 *
 * @param jars where they are
 */
record LibraryClasses(Set<Path> jars) {
    private static final String ORIGIN = "library-origin";

    /** Null if they are in modules, in directories, or where else nobody can tell old from new. */
    static @Nullable LibraryClasses find() {
        Set<Path> jars = new TreeSet<>();
        for (Class<?> type : List.of(LibraryClasses.class, Region.class, NativeAccess.class)) {
            Path jar = type.getModule().isNamed() ? null : jar(type);
            if (jar == null) {
                return null;
            }
            jars.add(jar);
        }
        return new LibraryClasses(jars);
    }

    private static @Nullable Path jar(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            Path path = source == null ? null : Path.of(source.getLocation().toURI());
            return path != null && Files.isRegularFile(path) ? path.toAbsolutePath() : null;
        } catch (URISyntaxException | RuntimeException e) {
            return null; // inside another jar
        }
    }

    /** Changes when they do; in a child that has the small jar, what it was made from. */
    String describe() throws IOException {
        try (InputStream origin = LibraryClasses.class.getResourceAsStream(ORIGIN)) {
            if (origin != null) {
                return new String(origin.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            text.append("jar ").append(jar);
            text.append(" size ").append(Files.size(jar));
            text.append(" modified ").append(Files.getLastModifiedTime(jar)).append('\n');
        }
        return text.toString();
    }

    String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Writes the small jar.
     *
     * @param names the entries that are wanted, among others
     */
    void writeJar(OutputStream target, Set<String> names) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(target)) {
            out.putNextEntry(new ZipEntry("dev/polyrhythm/" + ORIGIN));
            out.write(describe().getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars) {
                copy(jar, names, out);
            }
        }
    }

    private static void copy(Path jar, Set<String> names, ZipOutputStream out) throws IOException {
        try (JarFile in = new JarFile(jar.toFile())) {
            for (ZipEntry entry : in.stream().filter(e -> names.contains(e.getName())).toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
        }
    }
}
