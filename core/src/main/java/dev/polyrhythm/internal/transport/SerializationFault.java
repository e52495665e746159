package dev.polyrhythm.internal.transport;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first object in a graph that cannot be serialized. Searched only after serialization has
 * failed, by walking the graph the way serialization does.
 *
 * @param path the way to it, field by field
 * @param type its class
 */
record SerializationFault(String path, String type) {
    private static final int DEEPEST = 200;

    static SerializationFault find(@Nullable Object root, String name) {
        SerializationFault fault = new Walk().visit(root, name, 0);
        String type = root == null ? "null" : root.getClass().getName();
        return fault == null ? new SerializationFault(name, type) : fault;
    }

    private static final class Walk {
        private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        @Nullable SerializationFault visit(@Nullable Object object, String path, int depth) {
            if (object == null || depth > DEEPEST || !seen.add(object)) {
                return null;
            }
            if (!(object instanceof Serializable)) {
                return new SerializationFault(path, object.getClass().getName());
            }
            return visitInside(object, path, depth + 1);
        }

        private @Nullable SerializationFault visitInside(Object object, String path, int depth) {
            SerializedLambda lambda = LambdaCaptures.lambda(object);
            if (lambda != null) {
                return visitCaptured(lambda, path, depth);
            }
            return switch (object) {
                case Externalizable e -> null; // writes itself, by rules of its own
                case Object[] array -> visitElements(Arrays.asList(array), path, depth);
                case Collection<?> elements -> visitElements(elements, path, depth);
                case Map<?, ?> map -> visitEntries(map, path, depth);
                default -> visitFields(object, path, depth);
            };
        }

        private @Nullable SerializationFault visitCaptured(
                SerializedLambda lambda, String path, int depth) {
            for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
                String name = LambdaCaptures.name(lambda, i);
                SerializationFault fault =
                        visit(lambda.getCapturedArg(i), path + "." + name, depth);
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }

        private @Nullable SerializationFault visitElements(
                Collection<?> elements, String path, int depth) {
            int index = 0;
            for (Object element : elements) {
                SerializationFault fault = visit(element, path + "[" + index++ + "]", depth);
                if (fault != null) {
                    return fault;
                }
            }
            return null;
        }

        private @Nullable SerializationFault visitEntries(Map<?, ?> map, String path, int depth) {
            SerializationFault inKeys = visitElements(map.keySet(), path + ".keys", depth);
            return inKeys != null ? inKeys : visitElements(map.values(), path + ".values", depth);
        }

        private @Nullable SerializationFault visitFields(Object object, String path, int depth) {
            for (Class<?> type = object.getClass();
                    type != null && Serializable.class.isAssignableFrom(type);
                    type = type.getSuperclass()) {
                for (Field field : type.getDeclaredFields()) {
                    SerializationFault fault = visitField(object, field, path, depth);
                    if (fault != null) {
                        return fault;
                    }
                }
            }
            return null;
        }

        private @Nullable SerializationFault visitField(
                Object object, Field field, String path, int depth) {
            int modifiers = field.getModifiers();
            if (Modifier.isStatic(modifiers)
                    || Modifier.isTransient(modifiers)
                    || field.getType().isPrimitive()) {
                return null;
            }
            String name = field.getName().startsWith("this$") ? "this" : field.getName();
            try {
                field.setAccessible(true);
                return visit(field.get(object), path + "." + name, depth);
            } catch (IllegalAccessException | InaccessibleObjectException e) {
                return null; // inside the JDK: the fault there is named by its holder
            }
        }
    }
}
