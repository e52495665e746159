package dev.polyrhythm.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of transitions. */
@Timeout(10)
class ProcessStateTest {
    @ParameterizedTest
    @CsvSource({
        "LAUNCHING, STARTING KILLED DEAD",
        "STARTING, READY KILLED DEAD",
        "READY, RETIRING KILLED DEAD",
        "RETIRING, KILLED DEAD",
        "KILLED, DEAD",
        "DEAD, ''"
    })
    void state_isLeftForThoseOfTheTable_andNoOther(ProcessState from, String others) {
        Set<String> allowed = Set.of(others.split(" "));
        for (ProcessState next : ProcessState.values()) {
            assertThat(from.mayBecome(next))
                    .as("%s", next)
                    .isEqualTo(allowed.contains(next.name()));
        }
    }

    @Test
    void transition_thatIsNotInTheTable_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ProcessState.DEAD.become(ProcessState.READY))
                .withMessageContaining("DEAD")
                .withMessageContaining("READY");
    }
}
