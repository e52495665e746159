package dev.polyrhythm.memory.internal.codec;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Records as words of 8 bytes, one for each primitive or enum in them, those of nested records in
 * their place: the form of shared records, which programs in other languages read, too. Finding the
 * components takes the time, so it is done once for a class and handle.
 *
 * @param <R> the record
 */
public final class RecordCodec<R extends Record> {
    private final Constructor<R> constructor;
    private final List<Component> components = new ArrayList<>();

    private interface Word {
        long toLong(Object value);

        Object fromLong(long word);
    }

    /** A component: its accessor, and the form of its value. */
    private sealed interface Component {
        Method accessor();

        int words();
    }

    private record Single(Method accessor, Word word) implements Component {
        @Override
        public int words() {
            return 1;
        }
    }

    private record Nested(Method accessor, RecordCodec<?> codec) implements Component {
        @Override
        public int words() {
            return codec.words();
        }
    }

    public RecordCodec(Class<R> type) {
        RecordComponent[] all = type.getRecordComponents();
        try {
            Class<?>[] types =
                    Stream.of(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
            constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e); // every record has its canonical constructor
        }
        for (RecordComponent component : all) {
            components.add(component(type, component));
        }
    }

    private static Component component(Class<?> owner, RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        Class<?> type = component.getType();
        if (type.isRecord()) {
            return new Nested(accessor, new RecordCodec<>(type.asSubclass(Record.class)));
        }
        if (type.isEnum()) {
            return new Single(accessor, new EnumWord(type.getEnumConstants()));
        }
        if (!type.isPrimitive()) {
            throw new IllegalArgumentException(
                    "a component must be a primitive, an enum or a record: record="
                            + owner.getName()
                            + ", component="
                            + component.getName()
                            + ", type="
                            + type.getName());
        }
        return new Single(accessor, PrimitiveWord.of(type));
    }

    /** The number of words that a record takes. */
    public int words() {
        return components.stream().mapToInt(Component::words).sum();
    }

    /** Writes a record from a word on; returns the word after it. */
    public long write(Object value, MemorySegment target, long at) {
        long next = at;
        for (Component component : components) {
            Object part = read(component.accessor(), value);
            switch (component) {
                case Single single ->
                        target.setAtIndex(JAVA_LONG, next, single.word().toLong(part));
                case Nested nested -> nested.codec().write(part, target, next);
            }
            next += component.words();
        }
        return next;
    }

    private static Object read(Method accessor, Object value) {
        try {
            return Objects.requireNonNull(
                    accessor.invoke(value), () -> "component " + accessor.getName() + " is null");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "a component cannot be read: component=" + accessor.getName(), e);
        }
    }

    /** Reads a record from a word on. */
    public R read(MemorySegment source, long at) {
        Object[] parts = new Object[components.size()];
        long next = at;
        for (int i = 0; i < parts.length; i++) {
            Component component = components.get(i);
            parts[i] =
                    switch (component) {
                        case Single single ->
                                single.word().fromLong(source.getAtIndex(JAVA_LONG, next));
                        case Nested nested -> nested.codec().read(source, next);
                    };
            next += component.words();
        }
        return construct(parts);
    }

    private R construct(Object[] parts) {
        try {
            return constructor.newInstance(parts);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "a record cannot be made: record=" + constructor.getDeclaringClass().getName(),
                    e);
        }
    }

    /** A constant as its place among the others. */
    private record EnumWord(List<Object> constants) implements Word {
        EnumWord(Object[] constants) {
            this(List.of(constants));
        }

        @Override
        public long toLong(Object value) {
            return constants.indexOf(value);
        }

        @Override
        public Object fromLong(long word) {
            return constants.get((int) word);
        }
    }

    /** A primitive as the bits of a long. */
    private record PrimitiveWord(int kind) implements Word {
        static PrimitiveWord of(Class<?> type) {
            return new PrimitiveWord(Primitives.kindOfPrimitive(type));
        }

        @Override
        public long toLong(Object value) {
            return Primitives.toBits(kind, value);
        }

        @Override
        public Object fromLong(long word) {
            return SimpleValueReader.ofBits(kind, word);
        }
    }
}
