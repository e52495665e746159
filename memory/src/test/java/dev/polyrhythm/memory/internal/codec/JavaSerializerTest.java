package dev.polyrhythm.memory.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class JavaSerializerTest {
    private static final int SHORT_WAY = 1;

    private final JavaSerializer serializer = new JavaSerializer();

    record Primitives(byte b, short s, char c, int i, long l, float f, double d, boolean z)
            implements Serializable {}

    record Objects(
            @Nullable Byte b,
            @Nullable Short s,
            @Nullable Character c,
            @Nullable Integer i,
            @Nullable Long l,
            @Nullable Float f,
            @Nullable Double d,
            @Nullable Boolean z,
            @Nullable String text,
            @Nullable DayOfWeek day)
            implements Serializable {}

    record Empty() implements Serializable {}

    record Positive(int value) implements Serializable {
        Positive {
            if (value == 13) {
                throw new IllegalArgumentException("value must not be 13: value=" + value);
            }
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    record Nested(Positive part, List<String> list, int[] array) implements Serializable {
        @Override
        public boolean equals(Object other) {
            return other instanceof Nested nested
                    && part.equals(nested.part)
                    && list.equals(nested.list)
                    && array[0] == nested.array[0];
        }

        @Override
        public int hashCode() {
            return part.hashCode();
        }
    }

    record Doubled(int value) implements Serializable {
        @Serial
        private Object readResolve() {
            return new Doubled(2 * value);
        }
    }

    record Local(int value) {}

    private Object travel(Object object) throws IOException, ClassNotFoundException {
        return serializer.deserialize(serializer.serialize(object));
    }

    static List<Object> simpleRecords() {
        return List.of(
                new Primitives(
                        (byte) -1,
                        Short.MIN_VALUE,
                        '\uffff',
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        -0.0f,
                        Double.NaN,
                        true),
                new Primitives((byte) 1, (short) 2, 'c', 3, 4, 5, 6, false),
                new Objects(null, null, null, null, null, null, null, null, null, null),
                new Objects(
                        (byte) -1,
                        (short) -2,
                        'x',
                        3,
                        4L,
                        5f,
                        6.0,
                        false,
                        "gr\u00f6\u00dfer",
                        DayOfWeek.FRIDAY),
                new Objects((byte) 1, (short) 2, 'y', 3, 4L, 5f, 6.0, true, "", DayOfWeek.MONDAY),
                new Objects(null, null, null, null, null, null, null, null, "\u65e5 \ud83d", null),
                new Objects(null, null, null, null, null, null, null, null, "x".repeat(5000), null),
                new Empty());
    }

    @ParameterizedTest
    @MethodSource("simpleRecords")
    void simpleRecord_takesTheShortWay(Object value) throws Exception {
        assertThat(serializer.serialize(value)[0]).isEqualTo((byte) SHORT_WAY);
        assertThat(travel(value)).isEqualTo(value);
    }

    @Test
    void otherRecord_isLeftToTheObjectStream() throws Exception {
        Nested nested = new Nested(new Positive(1), List.of("a", "b"), new int[] {7});
        assertThat(serializer.serialize(nested)[0]).isNotEqualTo((byte) SHORT_WAY);
        assertThat(travel(nested)).isEqualTo(nested);
        assertThat(travel(new Doubled(4))).isEqualTo(new Doubled(8));
    }

    @Test
    void recordThatIsNotSerializable_isRefused() {
        assertThatExceptionOfType(NotSerializableException.class)
                .isThrownBy(() -> serializer.serialize(new Local(1)))
                .withMessageContaining("Local");
    }

    @Test
    void constructor_isCalled_andCanRefuse() throws IOException {
        byte[] bytes = serializer.serialize(new Positive(12));
        bytes[bytes.length - Integer.BYTES]++;
        assertThatExceptionOfType(InvalidObjectException.class)
                .isThrownBy(() -> serializer.deserialize(bytes))
                .withMessageContaining("value=13");
    }

    @Test
    void recordOfOtherComponents_isRefused() throws IOException {
        byte[] bytes = serializer.serialize(new Positive(1));
        bytes[bytes.length - 2 * Integer.BYTES]++;
        assertThatExceptionOfType(InvalidClassException.class)
                .isThrownBy(() -> serializer.deserialize(bytes))
                .withMessageContaining("Positive");
    }

    @Test
    void bytesThatEndTooEarly_areRefused() throws IOException {
        byte[] bytes = serializer.serialize(new Positive(1));
        byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> serializer.deserialize(cut))
                .withMessageContaining("byteSize=" + cut.length);
    }

    @Test
    void classThatIsNotThere_isNamed() throws IOException {
        byte[] bytes = serializer.serialize(new Positive(1));
        int inName = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Pos");
        bytes[inName] = 'X';
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> serializer.deserialize(bytes))
                .withMessageContaining("Xositive");
    }
}
