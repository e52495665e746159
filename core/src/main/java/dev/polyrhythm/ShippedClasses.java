package dev.polyrhythm;

import dev.polyrhythm.memory.spi.Region;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of a task that a child would not find on its class path, because they were compiled
 * in memory ({@code java Program.java}, JShell) or come from a class loader of the program's own.
 *
 * <p>The parent follows the names in the class files, beginning with the task's class, as far as
 * the class loader at hand knows them and the class path does not, and puts them into a directory
 * of the region, once. The child looks there for what its class path does not have. So nobody has
 * to wait for an answer, and the parent may be gone when a class is needed.
 */
final class ShippedClasses {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(?:[./][\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()]+)[;<]");
    private static final Map<Class<?>, String> SHIPPED =
            new WeakHashMap<>(); // guarded by the class

    private static final byte[] NOTHING = {};

    private ShippedClasses() {}

    /** Where a child finds what it needs besides its class path: directories, mostly none. */
    static String directories(ProcessWorker worker) {
        Task task = worker.task();
        return Stream.of(worker.getClass(), task == null ? worker.getClass() : task.getClass())
                .distinct()
                .filter(type -> isForeign(type.getClassLoader()))
                .map(ShippedClasses::ship)
                .filter(directory -> !directory.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Whether a child does not have the loader's classes anyway. */
    static boolean isForeign(ClassLoader loader) {
        for (ClassLoader own = ClassLoader.getSystemClassLoader();
                own != null;
                own = own.getParent()) {
            if (own.equals(loader)) {
                return false;
            }
        }
        return loader != null
                && !(loader.getClass() == URLClassLoader.class
                        && isOnClassPath((URLClassLoader) loader));
    }

    private static boolean isOnClassPath(URLClassLoader loader) {
        Set<URI> path =
                Arrays.stream(
                                System.getProperty("java.class.path", "")
                                        .split(File.pathSeparator, -1))
                        .map(entry -> new File(entry).toURI())
                        .collect(Collectors.toSet());
        return Arrays.stream(loader.getURLs()).allMatch(url -> isOneOf(url, path));
    }

    private static boolean isOneOf(URL url, Set<URI> path) {
        try {
            return path.contains(url.toURI());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static synchronized String ship(Class<?> type) {
        return SHIPPED.computeIfAbsent(type, ShippedClasses::write);
    }

    private static String write(Class<?> type) {
        Map<String, byte[]> classes = collect(type);
        if (classes.isEmpty()) {
            return "";
        }
        Region region = Region.current();
        Path directory = region.directory().resolve("classes-" + region.nextNumber());
        try {
            for (Map.Entry<String, byte[]> shipped : classes.entrySet()) {
                Path file = directory.resolve(shipped.getKey());
                Files.createDirectories(file.resolveSibling(""));
                Files.write(file, shipped.getValue());
            }
        } catch (IOException e) {
            return ""; // the child says which class it does not find
        }
        return directory.toString();
    }

    /** The class, and what it leads to. */
    private static Map<String, byte[]> collect(Class<?> type) {
        String name = type.getName();
        int hidden = name.indexOf("$$Lambda");
        Map<String, byte[]> found = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add((hidden < 0 ? name : name.substring(0, hidden)).replace('.', '/'));
        while (!open.isEmpty()) {
            String next = open.remove();
            byte[] bytes = seen.add(next) ? read(next, type.getClassLoader()) : NOTHING;
            if (bytes.length > 0) {
                found.put(next + ".class", bytes);
                open.addAll(names(bytes));
            }
        }
        return found;
    }

    private static byte[] read(String name, ClassLoader loader) {
        String file = name + ".class";
        if (ClassLoader.getSystemResource(file) != null) {
            return NOTHING;
        }
        try (InputStream in = loader.getResourceAsStream(file)) {
            return in == null ? NOTHING : in.readAllBytes();
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** Whatever in a class file can be the name of a class, also for {@link Class#forName}. */
    private static List<String> names(byte[] bytes) {
        Set<String> names = new HashSet<>();
        for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
            if (entry instanceof Utf8Entry utf8) {
                String text = utf8.stringValue();
                if (NAME.matcher(text).matches()) {
                    names.add(text.replace('.', '/'));
                }
                for (Matcher type = IN_DESCRIPTOR.matcher(text); type.find(); ) {
                    names.add(type.group(1));
                }
            }
        }
        return List.copyOf(names);
    }

    /** In the child: has the running thread, and those that it starts, find them. */
    static void use(String directories) throws IOException {
        if (directories.isEmpty()) {
            return;
        }
        String[] paths = directories.split(File.pathSeparator, -1);
        URL[] urls = new URL[paths.length];
        for (int i = 0; i < paths.length; i++) {
            urls[i] = Path.of(paths[i]).toUri().toURL();
        }
        Thread.currentThread()
                .setContextClassLoader(
                        new URLClassLoader(urls, ClassLoader.getSystemClassLoader()));
    }
}
