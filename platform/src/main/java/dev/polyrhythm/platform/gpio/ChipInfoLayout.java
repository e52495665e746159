package dev.polyrhythm.platform.gpio;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/** The bytes of {@code struct gpiochip_info}. */
final class ChipInfoLayout {
    static final long SIZE = 68;
    static final long TEXT_SIZE = 32;
    private static final long NAME = 0;
    private static final long LABEL = 32;
    private static final long LINES = 64;

    private ChipInfoLayout() {}

    static ChipInfo read(MemorySegment info) {
        return new ChipInfo(
                TextField.read(info.asSlice(NAME, TEXT_SIZE)),
                TextField.read(info.asSlice(LABEL, TEXT_SIZE)),
                info.get(JAVA_INT, LINES));
    }
}
