package dev.polyrhythm.internal.transport;

import dev.polyrhythm.memory.internal.region.Region;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidClassException;
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
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/**
 * Classes that a child would not find on its class path, because they were compiled in memory
 * ({@code java Program.java}, JShell) or come from a class loader of the program's own.
 *
 * <p>The sender of an object follows the names in the class files, beginning with the object's
 * class, as far as the class loader at hand knows them and the class path does not, and puts them
 * into a directory of the region, one for each class loader. The directory's name travels with the
 * class's name, as in RMI the code base does. So no receiver waits for an answer, and the sender
 * may be gone when a class is needed.
 */
final class Codebase {
    private static final byte[] NOTHING = {};

    // guarded by the class
    private static final Map<ClassLoader, Shipment> SENT = new WeakHashMap<>();
    private static final Map<String, Loader> ARRIVED = new HashMap<>();

    private Codebase() {}

    /** The classes of one loader that lie in its directory. */
    private record Shipment(Path directory, Set<String> names) {}

    /** Finds the classes in a directory that came with an object. */
    private static final class Loader extends URLClassLoader {
        private final String directory;

        Loader(String directory, URL url) {
            super(new URL[] {url}, ClassLoader.getSystemClassLoader());
            this.directory = directory;
        }
    }

    /**
     * Returns the directory where other processes of the program find a class; empty if it is on
     * their class path.
     */
    static String location(Class<?> arrayOrNot) {
        Class<?> type = arrayOrNot;
        while (type.isArray()) {
            type = type.componentType();
        }
        ClassLoader loader = type.getClassLoader();
        if (loader instanceof Loader arrived) {
            return arrived.directory;
        }
        return isForeign(loader) ? ship(type, loader) : "";
    }

    /** Whether a child's own class path lacks the loader's classes. */
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
        Shipment shipment = SENT.computeIfAbsent(loader, Codebase::newShipment);
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

    /** Writes a class, and all classes that it leads to. */
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
                open.addAll(ClassReferences.of(bytes));
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

    /**
     * Returns a loader of the classes in a directory: the one that sent them, if this process did.
     *
     * @throws InvalidClassException if the directory is not of this program
     */
    static synchronized ClassLoader loader(String directory) throws IOException {
        for (Map.Entry<ClassLoader, Shipment> sent : SENT.entrySet()) {
            if (sent.getValue().directory.toString().equals(directory)) {
                return sent.getKey();
            }
        }
        Loader known = ARRIVED.get(directory);
        if (known == null) {
            known = new Loader(directory, requireOwn(directory).toUri().toURL());
            ARRIVED.put(directory, known);
        }
        return known;
    }

    /** Refuses directories that are not of this program: it loads no other code. */
    private static Path requireOwn(String directory) throws InvalidClassException {
        Path path = Path.of(directory);
        Path region = Region.current().directory();
        if (!path.normalize().startsWith(region)) {
            throw new InvalidClassException(
                    "classes from outside the program's region are refused: directory=%s, region=%s"
                            .formatted(directory, region));
        }
        return path;
    }

    /** Lets the running thread, and those that it starts, find the classes of an object. */
    static void use(ClassLoader loader) {
        if (loader instanceof Loader arrived) {
            Thread.currentThread().setContextClassLoader(arrived);
        }
    }
}
