package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The form of a record's component, by its type. All but primitives can be null. */
sealed interface FieldFormat {
    void write(@Nullable Object value, GrowingBuffer target) throws IOException;

    @Nullable Object read(ByteBuffer source) throws IOException;

    /** Returns the formats of all components, or null if one of them has none. */
    static FieldFormat @Nullable [] ofAll(RecordComponent[] components) {
        FieldFormat[] formats = new FieldFormat[components.length];
        for (int i = 0; i < components.length; i++) {
            FieldFormat format = of(components[i].getType());
            if (format == null) {
                return null;
            }
            formats[i] = format;
        }
        return formats;
    }

    private static @Nullable FieldFormat of(Class<?> type) {
        if (type == String.class) {
            return new Text();
        }
        if (type.isEnum()) {
            return new Constant(type);
        }
        int primitive = Primitives.kindOfPrimitive(type);
        if (primitive != Primitives.NONE) {
            return new Primitive(primitive);
        }
        int wrapper = Primitives.kindOfWrapper(type);
        return wrapper == Primitives.NONE ? null : new Wrapper(new Primitive(wrapper));
    }

    /** A primitive, by the kind of its wrapper. */
    record Primitive(int kind) implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            long bits = Primitives.toBits(kind, Objects.requireNonNull(value));
            target.putBits(bits, Primitives.byteSize(kind));
        }

        @Override
        public Object read(ByteBuffer source) {
            long bits = SimpleValueReader.bits(source, Primitives.byteSize(kind));
            return SimpleValueReader.ofBits(kind, bits);
        }
    }

    /** A wrapper. */
    record Wrapper(FieldFormat format) implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) throws IOException {
            target.putByte(value == null ? 0 : 1);
            if (value != null) {
                format.write(value, target);
            }
        }

        @Override
        public @Nullable Object read(ByteBuffer source) throws IOException {
            return source.get() == 0 ? null : format.read(source);
        }
    }

    /** A string. */
    record Text() implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            target.putText((String) value);
        }

        @Override
        public @Nullable Object read(ByteBuffer source) {
            return SimpleValueReader.readText(source);
        }
    }

    /** An enum's constant, by its name, as another process can have another version. */
    record Constant(Class<?> type) implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            target.putText(value == null ? null : ((Enum<?>) value).name());
        }

        @Override
        public @Nullable Object read(ByteBuffer source) throws IOException {
            String name = SimpleValueReader.readText(source);
            if (name == null) {
                return null;
            }
            for (Object constant : type.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(name)) {
                    return constant;
                }
            }
            throw new IOException(
                    "no constant of that name in this process: enum=%s, name=%s"
                            .formatted(type.getName(), name));
        }
    }
}
