package dev.polyrhythm.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SignalsTest {
    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "128,0", "129,1", "137,9", "143,15", "159,31", "160,0", "255,0"})
    void signal_ofAnExitCode_isWhatIsAbove128(int exitCode, int signal) {
        assertThat(Signals.ofExitCode(exitCode)).isEqualTo(signal);
    }

    @Test
    void name_ofAnUnknownSignal_isItsNumber() {
        assertThat(Signals.name(Signals.KILL)).isEqualTo("SIGKILL");
        assertThat(Signals.name(63)).isEqualTo("signal 63");
    }
}
