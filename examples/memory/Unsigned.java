import dev.polyrhythm.memory.SharedByteArray;
import dev.polyrhythm.memory.SharedIntArray;
import dev.polyrhythm.memory.SharedLong;
import dev.polyrhythm.memory.SharedShortArray;

/* Unsigned numbers and characters, as Python's type codes have them. */
void main() {
    SharedByteArray bytes = SharedByteArray.of((byte) 200); // Python's Array('B', [200])
    bytes.getAndAdd(0, (byte) 55);
    IO.println(Byte.toUnsignedInt(bytes.get(0)));

    SharedShortArray shorts = SharedShortArray.of((short) 60_000); // 'H'
    IO.println(Short.toUnsignedInt(shorts.get(0)));

    SharedIntArray ints = SharedIntArray.of(0xffff_ffff, "🥁".codePointAt(0)); // 'I', 'u'
    IO.println(Integer.toUnsignedLong(ints.get(0)));
    IO.println(Character.toString(ints.get(1)));

    SharedLong large = SharedLong.create(-1); // 'Q'
    IO.println(Long.toUnsignedString(large.get()));
}
