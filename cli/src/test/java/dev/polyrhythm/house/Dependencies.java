package dev.polyrhythm.house;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What our source files need of each other, read from the compiled classes. A file is known by its
 * top-level class.
 */
final class Dependencies {
    private static final String OURS = "dev/polyrhythm/";
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L(dev/polyrhythm/[\\w/$]+);");

    private Dependencies() {}

    /** Returns each file with those that it needs, of all modules. */
    static Map<String, Set<String>> ofFiles() throws IOException {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (Path module : SourceTree.modules()) {
            for (Path file : SourceTree.files(module.resolve("target/classes"), ".class")) {
                if (!file.endsWith("module-info.class")) {
                    add(ClassFile.of().parse(file), needs);
                }
            }
        }
        needs.values().forEach(some -> some.retainAll(needs.keySet()));
        return needs;
    }

    private static void add(ClassModel type, Map<String, Set<String>> needs) {
        String own = fileOf(type.thisClass().asInternalName());
        Set<String> some = needs.computeIfAbsent(own, name -> new TreeSet<>());
        for (PoolEntry entry : type.constantPool()) {
            if (entry instanceof ClassEntry used && used.asInternalName().startsWith(OURS)) {
                some.add(fileOf(used.asInternalName()));
            } else if (entry instanceof Utf8Entry text) {
                Matcher descriptor = IN_DESCRIPTOR.matcher(text.stringValue());
                while (descriptor.find()) {
                    some.add(fileOf(descriptor.group(1)));
                }
            }
        }
        some.remove(own);
    }

    private static String fileOf(String internalName) {
        int nested = internalName.indexOf('$');
        String top = nested < 0 ? internalName : internalName.substring(0, nested);
        return top.replace('/', '.');
    }

    /** Returns the same with every name replaced by that of a group, and without the others. */
    static Map<String, Set<String>> grouped(
            Map<String, Set<String>> needs,
            Function<String, String> group,
            Predicate<String> included) {
        Map<String, Set<String>> groups = new TreeMap<>();
        needs.forEach((file, some) -> {
            String from = group.apply(file);
            if (included.test(from)) {
                Set<String> to = groups.computeIfAbsent(from, name -> new TreeSet<>());
                some.stream().map(group).filter(included).forEach(to::add);
                to.remove(from);
            }
        });
        return groups;
    }

    static String packageOf(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }
}
