package dev.polyrhythm.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which niceness a child gets, by what the one that starts it has. */
@Timeout(60)
class NicenessTest {
    private static String mustNotRun(List<String> command) throws IOException {
        throw new IOException("a trial is not needed: command=" + command);
    }

    @Test
    void prefix_ofAHigherNiceness_addsTheDifference() throws IOException {
        assertThat(Niceness.prefix(2, 5, NicenessTest::mustNotRun))
                .containsExactly("nice", "-n", "3");
    }

    @Test
    void prefix_ofTheSameNiceness_isEmpty() throws IOException {
        assertThat(Niceness.prefix(5, 5, NicenessTest::mustNotRun)).isEmpty();
    }

    @Test
    void prefix_ofALowerNicenessThatIsAllowed_subtractsTheDifference() throws IOException {
        assertThat(Niceness.prefix(2, -1, command -> "-1\n")).containsExactly("nice", "-n", "-3");
    }

    @Test
    void prefix_ofALowerNicenessThatIsNotAllowed_namesBothAndTheRemedy() {
        assertThatIOException()
                .isThrownBy(() -> Niceness.prefix(5, 2, command -> "5\n"))
                .withMessageContaining("current=5, asked=2: ask for 5 or more")
                .withMessageContaining("CAP_SYS_NICE");
    }
}
