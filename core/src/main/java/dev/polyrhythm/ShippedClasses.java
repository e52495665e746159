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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Classes that a child would not find on its class path, because they were compiled in memory
 * ({@code java Program.java}, JShell) or come from a class loader of the program's own.
 *
 * <p>The sender of an object follows the names in the class files, beginning with the object's
 * class, as far as the class loader at hand knows them and the class path does not, and puts them
 * into a directory of the region, one for each class loader. The directory's name travels with the
 * class's name, as in RMI the code base does. So nobody has to wait for an answer, and the sender
 * may be gone when a class is needed.
 */
final class ShippedClasses {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(?:[./][\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()]+)[;<]");
    private static final byte[] NOTHING = {};

    // guarded by the class
    private static final Map<ClassLoader, Shipment> SENT = new WeakHashMap<>();
    private static final Map<String, Loader> ARRIVED = new HashMap<>();

    private ShippedClasses() {}

    /** What of a loader lies in its directory. */
    private record Shipment(Path directory, Set<String> names) {}

    /** Of what has arrived. */
    private static final class Loader extends URLClassLoader {
        private final String directory;

        Loader(String directory, URL url) {
            super(new URL[] {url}, ClassLoader.getSystemClassLoader());
            this.directory = directory;
        }
    }

    /** Where other processes of the program find a class; empty if on their class path. */
    static String location(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader instanceof Loader arrived) {
            return arrived.directory;
        }
        return isForeign(loader) ? ship(type, loader) : "";
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

    private static synchronized String ship(Class<?> type, ClassLoader loader) {
        Shipment shipment = SENT.computeIfAbsent(loader, ShippedClasses::newShipment);
        String name = type.getName();
        int hidden = name.indexOf("$$Lambda");
        String root = (hidden < 0 ? name : name.substring(0, hidden)).replace('.', '/');
        try {
            ship(root, loader, shipment);
        } catch (IOException e) {
            return ""; // the child says which class it does not find
        }
        return shipment.names.contains(root) ? shipment.directory.toString() : "";
    }

    private static Shipment newShipment(ClassLoader loader) {
        Region region = Region.current();
        String name = "classes-" + region.nextNumber();
        return new Shipment(region.directory().resolve(name), new HashSet<>());
    }

    /** The class, and what it leads to. */
    private static void ship(String root, ClassLoader loader, Shipment shipment)
            throws IOException {
        Set<String> seen = new HashSet<>(shipment.names);
        Deque<String> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            String next = open.remove();
            byte[] bytes = seen.add(next) ? read(next, loader) : NOTHING;
            if (bytes.length > 0) {
                write(shipment.directory.resolve(next + ".class"), bytes);
                shipment.names.add(next);
                open.addAll(names(bytes));
            }
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, bytes);
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

    /**
     * Finds what lies in a directory: the loader that has sent it, if that was this process's.
     *
     * @throws IOException if the name is not a directory's
     */
    static synchronized ClassLoader loader(String directory) throws IOException {
        for (Map.Entry<ClassLoader, Shipment> sent : SENT.entrySet()) {
            if (sent.getValue().directory.toString().equals(directory)) {
                return sent.getKey();
            }
        }
        Loader known = ARRIVED.get(directory);
        if (known == null) {
            known = new Loader(directory, Path.of(directory).toUri().toURL());
            ARRIVED.put(directory, known);
        }
        return known;
    }

    /** Has the running thread, and those that it starts, find what came with an object. */
    static void use(ClassLoader loader) {
        if (loader instanceof Loader arrived) {
            Thread.currentThread().setContextClassLoader(arrived);
        }
    }
}
