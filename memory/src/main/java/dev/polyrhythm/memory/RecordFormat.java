package dev.polyrhythm.memory;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Serializable records of primitives, their wrappers, strings and enums as bytes: their class's
 * name, a check of its components, their values. Java serialization describes the class in each
 * message, and reads that back slowly.
 *
 * <p>What the object stream does differently for a record is left to it: other components, {@code
 * writeReplace}, {@code readResolve}, a filter for the whole JVM.
 */
final class RecordFormat {
    private static final ClassValue<Found> FOUND =
            new ClassValue<>() {
                @Override
                protected Found computeValue(Class<?> type) {
                    return new Found(find(type));
                }
            };

    private final Class<?> type;
    private final int check;
    private final MethodHandle constructor;
    private final Component[] components;

    private record Found(@Nullable RecordFormat format) {}

    private record Component(FieldFormat format, MethodHandle getter) {}

    private RecordFormat(Class<?> type, FieldFormat[] formats) throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        RecordComponent[] parts = type.getRecordComponents();
        this.type = type;
        this.check = checkOf(parts);
        this.components = new Component[parts.length];
        try {
            for (int i = 0; i < parts.length; i++) {
                MethodHandle getter =
                        lookup.findGetter(type, parts[i].getName(), parts[i].getType());
                components[i] =
                        new Component(
                                formats[i],
                                getter.asType(MethodType.methodType(Object.class, Object.class)));
            }
            this.constructor = canonical(lookup, type, parts);
        } catch (NoSuchMethodException | NoSuchFieldException e) {
            throw new LinkageError("not a record as the JVM makes them: " + type.getName(), e);
        }
    }

    private static MethodHandle canonical(
            MethodHandles.Lookup lookup, Class<?> type, RecordComponent[] parts)
            throws NoSuchMethodException, IllegalAccessException {
        Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return lookup.findConstructor(type, MethodType.methodType(void.class, types))
                .asSpreader(Object[].class, parts.length)
                .asType(MethodType.methodType(Object.class, Object[].class));
    }

    /** Two processes can have different versions of a class. */
    private static int checkOf(RecordComponent[] parts) {
        StringBuilder text = new StringBuilder();
        for (RecordComponent part : parts) {
            text.append(part.getName()).append(':').append(part.getType().getName()).append(';');
        }
        return text.toString().hashCode();
    }

    /** The format of a class, or null if it is one for the object stream. */
    static @Nullable RecordFormat of(Class<?> type) {
        return type.isRecord() ? FOUND.get(type).format : null;
    }

    private static @Nullable RecordFormat find(Class<?> type) {
        FieldFormat[] formats = FieldFormat.ofAll(type.getRecordComponents());
        if (formats == null
                || !Serializable.class.isAssignableFrom(type)
                || has(type, "writeReplace")
                || has(type, "readResolve")) {
            return null;
        }
        try {
            return new RecordFormat(type, formats);
        } catch (IllegalAccessException e) {
            return null; // its module is closed to us, and not to the object stream
        }
    }

    private static boolean has(Class<?> type, String method) {
        return Stream.of(type.getDeclaredMethods())
                .anyMatch(m -> m.getName().equals(method) && m.getParameterCount() == 0);
    }

    void write(Object value, ItemBytes target) throws IOException {
        target.putText(type.getName());
        target.putInt(check);
        for (Component component : components) {
            component.format.write(get(component.getter, value), target);
        }
    }

    @SuppressWarnings("NullAway") // a component can be null
    private static Object get(MethodHandle getter, Object value) throws IOException {
        try {
            return (Object) getter.invokeExact(value);
        } catch (Throwable e) {
            throw new IOException("a component cannot be read", e);
        }
    }

    /** The record whose name has been read. */
    Object read(ItemBytes source) throws IOException {
        int found = source.getInt();
        if (found != check) {
            throw new InvalidClassException(
                    type.getName(), "the record has other components where it was put");
        }
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].format.read(source);
        }
        try {
            return (Object) constructor.invokeExact(values);
        } catch (Throwable e) {
            InvalidObjectException failure =
                    new InvalidObjectException("the record's constructor refuses it: " + e);
            failure.initCause(e);
            throw failure;
        }
    }
}
