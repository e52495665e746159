package dev.polyrhythm.platform.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LineSettingsTest {
    @Test
    void setting_ofTheSameKind_replacesTheEarlier() {
        LineSettings output =
                LineSettings.OUTPUT
                        .with(LineSettings.Drive.OPEN_SOURCE)
                        .with(LineSettings.Drive.OPEN_DRAIN);
        assertThat(output.flags()).isEqualTo(LineFlags.OUTPUT | LineFlags.OPEN_DRAIN);
        LineSettings input =
                LineSettings.INPUT
                        .with(LineSettings.Edges.RISING)
                        .with(LineSettings.Edges.FALLING)
                        .with(LineSettings.Bias.NONE);
        assertThat(input.flags())
                .isEqualTo(LineFlags.INPUT | LineFlags.EDGE_FALLING | LineFlags.NO_BIAS);
        assertThat(LineSettings.INPUT.flags()).isEqualTo(LineFlags.INPUT);
    }

    @Test
    void debounceTime_outOfRange_isRefused() {
        for (Duration duration : new Duration[] {Duration.ZERO, Duration.ofSeconds(4295)}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LineSettings.INPUT.debounced(duration))
                    .withMessageContaining("duration=" + duration);
        }
        assertThat(LineSettings.INPUT.debounced(Duration.ofSeconds(4294)).debounceMicros())
                .isEqualTo(4_294_000_000L);
    }
}
