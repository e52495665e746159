package dev.polyrhythm.gpio.modules;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The types and packages of modules that every user may see. */
final class ExportedTypes {
    private final Set<String> packages = new TreeSet<>();
    private final List<Class<?>> types = new ArrayList<>();

    static ExportedTypes of(Iterable<ModuleReference> modules)
            throws ClassNotFoundException, IOException {
        ExportedTypes exported = new ExportedTypes();
        for (ModuleReference module : modules) {
            for (ModuleDescriptor.Exports exports : module.descriptor().exports()) {
                if (!exports.isQualified()) {
                    exported.packages.add(exports.source());
                }
            }
            exported.findTypes(module);
        }
        return exported;
    }

    private void findTypes(ModuleReference module) throws ClassNotFoundException, IOException {
        try (ModuleReader reader = module.open()) {
            for (String file : reader.list().filter(name -> name.endsWith(".class")).toList()) {
                String name =
                        file.substring(0, file.length() - ".class".length()).replace('/', '.');
                if (packages.contains(name.substring(0, Math.max(0, name.lastIndexOf('.'))))) {
                    Class<?> type = Class.forName(name, false, getClass().getClassLoader());
                    if (isVisible(type)) {
                        types.add(type);
                    }
                }
            }
        }
    }

    Set<String> packages() {
        return packages;
    }

    List<Class<?>> types() {
        return types;
    }

    /** Whether a user can name the type: ours, or one that the JDK exports. */
    boolean isVisible(Class<?> type) {
        if (type.isArray()) {
            return isVisible(type.componentType());
        }
        Class<?> outer = type.getEnclosingClass();
        return type.isPrimitive()
                || (isOpenToUsers(type.getModifiers())
                        && (outer == null || isVisible(outer))
                        && !type.isAnonymousClass()
                        && !type.isLocalClass()
                        && isExported(type));
    }

    static boolean isOpenToUsers(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private boolean isExported(Class<?> type) {
        return type.getModule().isNamed()
                ? type.getModule().isExported(type.getPackageName())
                : packages.contains(type.getPackageName());
    }
}
