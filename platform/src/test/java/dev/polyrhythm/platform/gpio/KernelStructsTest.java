package dev.polyrhythm.platform.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The structs and calls of linux/gpio.h, by the numbers that a C compiler has for them. */
@Timeout(60)
class KernelStructsTest {
    private static MemorySegment zeroed(long size) {
        return Arena.ofAuto().allocate(size, Long.BYTES);
    }

    private static long word(MemorySegment struct, long offset) {
        return struct.get(ValueLayout.JAVA_LONG, offset);
    }

    private static int half(MemorySegment struct, long offset) {
        return struct.get(ValueLayout.JAVA_INT, offset);
    }

    @Test
    void structs_haveTheSizesOfTheKernel() {
        assertThat(ChipInfoLayout.SIZE).isEqualTo(68);
        assertThat(LineInfoLayout.SIZE).isEqualTo(256);
        assertThat(LineRequestLayout.SIZE).isEqualTo(592);
        assertThat(LineConfigLayout.SIZE).isEqualTo(272);
        assertThat(LineValuesLayout.SIZE).isEqualTo(16);
        assertThat(LineEventLayout.SIZE).isEqualTo(48);
    }

    @Test
    void calls_haveTheNumbersOfTheKernel() {
        assertThat(GpioCalls.CHIP_INFO).isEqualTo(0x8044B401L);
        assertThat(GpioCalls.LINE_INFO).isEqualTo(0xC100B405L);
        assertThat(GpioCalls.REQUEST_LINES).isEqualTo(0xC250B407L);
        assertThat(GpioCalls.CONFIGURE).isEqualTo(0xC110B40DL);
        assertThat(GpioCalls.GET_VALUES).isEqualTo(0xC010B40EL);
        assertThat(GpioCalls.SET_VALUES).isEqualTo(0xC010B40FL);
    }

    @Test
    void request_ofOutputs_hasLinesConsumerAndValues() {
        MemorySegment request = zeroed(LineRequestLayout.SIZE);
        LineRequestLayout.write(request, "motor", 32, 24, 25);
        LineConfigLayout.write(LineRequestLayout.config(request), LineSettings.OUTPUT, 0b10);
        assertThat(half(request, 0)).isEqualTo(24);
        assertThat(half(request, 4)).isEqualTo(25);
        assertThat(request.getString(256)).isEqualTo("motor");
        assertThat(word(request, 288)).as("flags").isEqualTo(1 << 3);
        assertThat(half(request, 296)).as("attributes").isEqualTo(1);
        assertThat(half(request, 320)).as("output values").isEqualTo(2);
        assertThat(word(request, 328)).isEqualTo(0b10);
        assertThat(word(request, 336)).as("for all lines").isEqualTo(-1);
        assertThat(half(request, 560)).as("lines").isEqualTo(2);
        assertThat(half(request, 564)).as("event buffer").isEqualTo(32);
        request.set(ValueLayout.JAVA_INT, 588, 7);
        assertThat(LineRequestLayout.descriptor(request)).isEqualTo(7);
    }

    @Test
    void config_ofADebouncedInput_hasFlagsAndTime() {
        MemorySegment config = zeroed(LineConfigLayout.SIZE);
        LineSettings settings =
                LineSettings.INPUT
                        .with(LineSettings.Bias.PULL_UP)
                        .with(LineSettings.Bias.PULL_DOWN)
                        .with(LineSettings.Edges.BOTH)
                        .activeLow()
                        .debounced(Duration.ofMillis(5));
        LineConfigLayout.write(config, settings, 0);
        assertThat(word(config, 0)).isEqualTo(1 << 1 | 1 << 2 | 1 << 4 | 1 << 5 | 1 << 9);
        assertThat(half(config, 8)).isEqualTo(1);
        assertThat(half(config, 32)).as("debounce").isEqualTo(3);
        assertThat(half(config, 40)).isEqualTo(5000);
    }

    @Test
    void lineInfo_asTheKernelWritesIt_isRead() {
        MemorySegment info = zeroed(LineInfoLayout.SIZE);
        info.setString(0, "GPIO24");
        info.setString(32, "motor");
        LineInfoLayout.setLine(info, 24);
        info.set(ValueLayout.JAVA_INT, 68, 1);
        info.set(ValueLayout.JAVA_LONG, 72, 1 | 1 << 3);
        info.set(ValueLayout.JAVA_INT, 80, 3);
        info.set(ValueLayout.JAVA_INT, 88, 250);
        LineInfo read = LineInfoLayout.read(info);
        assertThat(read).isEqualTo(new LineInfo(24, "GPIO24", "motor", 9, 250));
        assertThat(read.isUsed()).isTrue();
        assertThat(read.isOutput()).isTrue();
        assertThat(read.isActiveLow()).isFalse();
    }

    @Test
    void events_ofABatch_areReadByTheirIndex() {
        MemorySegment events = zeroed(2 * LineEventLayout.SIZE);
        events.set(ValueLayout.JAVA_LONG, 48, 123_456_789_012L);
        events.set(ValueLayout.JAVA_INT, 56, 1);
        events.set(ValueLayout.JAVA_INT, 60, 25);
        events.set(ValueLayout.JAVA_INT, 64, 9);
        events.set(ValueLayout.JAVA_INT, 68, 4);
        assertThat(LineEventLayout.read(events, 0).rising()).isFalse();
        assertThat(LineEventLayout.read(events, 1))
                .isEqualTo(new LineEvent(25, true, 123_456_789_012L, 9, 4));
    }

    @Test
    void text_thatIsTooLong_isCutBetweenCharacters() {
        MemorySegment field = zeroed(8);
        TextField.write(field, "abcdefgh");
        assertThat(TextField.read(field)).isEqualTo("abcdefg");
        TextField.write(field, "abcdefä");
        assertThat(TextField.read(field)).isEqualTo("abcdef");
        TextField.write(field, "");
        assertThat(TextField.read(field)).isEmpty();
    }
}
