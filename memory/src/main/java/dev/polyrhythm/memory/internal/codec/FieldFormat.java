package dev.polyrhythm.memory.internal.codec;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** How a component of a record is written down, by its type; what is not primitive can be null. */
sealed interface FieldFormat {
    void write(@Nullable Object value, GrowingBuffer target) throws IOException;

    @Nullable Object read(GrowingBuffer source) throws IOException;

    /** The formats of all components, or null if one has none. */
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
        Primitive primitive = Primitive.of(type);
        return primitive == null || type.isPrimitive() ? primitive : new Wrapper(primitive);
    }

    /** Primitives: one format for a type and its wrapper. */
    enum Primitive implements FieldFormat {
        BYTE,
        SHORT,
        CHAR,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        BOOLEAN;

        static @Nullable Primitive of(Class<?> type) {
            return switch (type.getName()) {
                case "byte", "java.lang.Byte" -> BYTE;
                case "short", "java.lang.Short" -> SHORT;
                case "char", "java.lang.Character" -> CHAR;
                case "int", "java.lang.Integer" -> INT;
                case "long", "java.lang.Long" -> LONG;
                case "float", "java.lang.Float" -> FLOAT;
                case "double", "java.lang.Double" -> DOUBLE;
                case "boolean", "java.lang.Boolean" -> BOOLEAN;
                default -> null;
            };
        }

        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            switch (value) {
                case Integer i -> target.putInt(i);
                case Long l -> target.putLong(l);
                case Double d -> target.putLong(Double.doubleToRawLongBits(d));
                case Float f -> target.putInt(Float.floatToRawIntBits(f));
                case Boolean b -> target.putByte(b ? 1 : 0);
                case Byte b -> target.putByte(b);
                case Short s -> target.putInt(s);
                case Character c -> target.putInt(c);
                case null, default -> throw new AssertionError(value);
            }
        }

        @Override
        public Object read(GrowingBuffer source) throws IOException {
            return switch (this) {
                case INT -> source.getInt();
                case LONG -> source.getLong();
                case DOUBLE -> Double.longBitsToDouble(source.getLong());
                case FLOAT -> Float.intBitsToFloat(source.getInt());
                case BOOLEAN -> source.getByte() != 0;
                case BYTE -> (byte) source.getByte();
                case SHORT -> (short) source.getInt();
                case CHAR -> (char) source.getInt();
            };
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
        public @Nullable Object read(GrowingBuffer source) throws IOException {
            return source.getByte() == 0 ? null : format.read(source);
        }
    }

    /** A string. */
    record Text() implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            target.putText((String) value);
        }

        @Override
        public @Nullable Object read(GrowingBuffer source) throws IOException {
            return source.getText();
        }
    }

    /** An enum's constant, by its name, as another process can have another version. */
    record Constant(Class<?> type) implements FieldFormat {
        @Override
        public void write(@Nullable Object value, GrowingBuffer target) {
            target.putText(value == null ? null : ((Enum<?>) value).name());
        }

        @Override
        public @Nullable Object read(GrowingBuffer source) throws IOException {
            String name = source.getText();
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
