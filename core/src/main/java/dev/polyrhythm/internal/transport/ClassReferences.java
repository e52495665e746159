package dev.polyrhythm.internal.transport;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the names of classes that a class may need. */
final class ClassReferences {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(?:[./][\\p{L}_$][\\p{L}\\p{N}_$]*)*");
    private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<>()]+)[;<]");

    private ClassReferences() {}

    /** Returns all names in a class file that can be of a class, also for {@link Class#forName}. */
    static List<String> of(byte[] bytes) {
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
}
