package dev.polyrhythm.internal.process;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.platform.NativeAccess;
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
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The library's classes, in one or more jars. Those that every child needs are put into a small jar
 * of their own, so that a cache made for it serves all programs.
 *
 * @param jars the jars; in a child that has the small jar, the ones that it was made from
 * @param description a text that changes when they do
 */
record LibraryClasses(Set<Path> jars, String description) {
    private static final String ORIGIN = "dev/polyrhythm/library-origin";
    private static final Pattern JAR = Pattern.compile("jar (.+) size \\d+ modified \\S+");

    /** Returns null if they are in modules, directories or another place without a version. */
    static @Nullable LibraryClasses find() {
        try (InputStream origin = LibraryClasses.class.getResourceAsStream("/" + ORIGIN)) {
            return origin == null
                    ? inJars()
                    : parse(new String(origin.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return null; // one has just gone
        }
    }

    private static LibraryClasses parse(String origin) {
        Set<Path> jars = new TreeSet<>();
        for (String line : origin.lines().toList()) {
            Matcher jar = JAR.matcher(line);
            if (jar.matches()) {
                jars.add(Path.of(jar.group(1)));
            }
        }
        return new LibraryClasses(jars, origin);
    }

    private static @Nullable LibraryClasses inJars() throws IOException {
        Set<Path> jars = new TreeSet<>();
        for (Class<?> type : List.of(LibraryClasses.class, Region.class, NativeAccess.class)) {
            Path jar = type.getModule().isNamed() ? null : jar(type);
            if (jar == null) {
                return null;
            }
            jars.add(jar);
        }
        return new LibraryClasses(jars, describe(jars));
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

    private static String describe(Set<Path> jars) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path jar : jars) {
            text.append("jar ").append(jar);
            text.append(" size ").append(Files.size(jar));
            text.append(" modified ").append(Files.getLastModifiedTime(jar)).append('\n');
        }
        return text.toString();
    }

    /** Returns whether the jars are as they were, and not built anew since. */
    boolean areUnchanged() {
        try {
            return describe(jars).equals(description);
        } catch (IOException e) {
            return false;
        }
    }

    String classPath() {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Writes the small jar.
     *
     * @param names the entries that are wanted, among others
     * @throws IOException if a jar does not let some of its classes be elsewhere, too
     */
    void writeJar(OutputStream target, Set<String> names) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(target)) {
            out.putNextEntry(new ZipEntry(ORIGIN));
            out.write(description.getBytes(StandardCharsets.UTF_8));
            for (Path jar : jars) {
                copy(jar, names, out);
            }
        }
    }

    private static void copy(Path jar, Set<String> names, ZipOutputStream out) throws IOException {
        try (JarFile in = new JarFile(jar.toFile())) {
            requireOpen(in);
            for (ZipEntry entry : in.stream().filter(e -> names.contains(e.getName())).toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
        }
    }

    /** Fails for a jar that is signed or sealed: all classes of its packages must come from it. */
    private static void requireOpen(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        boolean isSealed =
                manifest != null
                        && "true"
                                .equalsIgnoreCase(
                                        manifest.getMainAttributes()
                                                .getValue(Attributes.Name.SEALED));
        boolean isSigned =
                jar.stream().anyMatch(entry -> entry.getName().matches("META-INF/[^/]+\\.SF"));
        if (isSealed || isSigned) {
            throw new IOException("sealed or signed: jar=" + jar.getName());
        }
    }
}
