package dev.polyrhythm.cli;

import com.fasterxml.jackson.core.JsonFactory;
import dev.polyrhythm.memory.PolyrhythmException;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The class path to compile a program and to start its child processes: this JVM's own. */
final class ProgramClassPath {
    /** The command's own jars, left out: a program that used them would not run anywhere else. */
    private static final List<Class<?>> OWN =
            List.of(Main.class, CommandLine.class, JsonFactory.class);

    private ProgramClassPath() {}

    static String get() {
        Set<Path> own = OWN.stream().map(ProgramClassPath::origin).collect(Collectors.toSet());
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !own.contains(Path.of(entry).toAbsolutePath().normalize()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            return Path.of(source.getLocation().toURI()).toAbsolutePath().normalize();
        } catch (URISyntaxException e) {
            throw new PolyrhythmException("no path of a jar: " + source.getLocation(), e);
        }
    }
}
