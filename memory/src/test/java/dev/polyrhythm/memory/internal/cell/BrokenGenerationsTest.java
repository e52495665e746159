package dev.polyrhythm.memory.internal.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class BrokenGenerationsTest {
    private final BrokenGenerations ends =
            new BrokenGenerations(Arena.ofAuto().allocate(BarrierLayout.ENDS_SIZE, 8));

    @Test
    void generation_thatWasNoted_wasBroken() {
        ends.note(3);
        ends.note(5);
        assertThat(ends.contains(3)).isTrue();
        assertThat(ends.contains(4)).isFalse();
        assertThat(ends.contains(5)).isTrue();
        assertThat(ends.contains(11)).isFalse();
    }

    @Test
    void generation_forgottenForALaterOne_isTakenForBroken() {
        ends.note(11);
        assertThat(ends.contains(3)).isTrue();
        ends.note(3); // late
        assertThat(ends.contains(11)).isTrue();
    }

    @Test
    void death_isKnownForItsGeneration() {
        assertThat(ends.hasDeath(1)).isFalse();
        ends.setDeath(1, 4_000_000_000L);
        assertThat(ends.hasDeath(1)).isTrue();
        assertThat(ends.hasDeath(9)).isFalse();
        assertThat(ends.pidOfDeath(1)).isEqualTo(4_000_000_000L);
        long late = (1L << 40) + 9;
        ends.setDeath(late, 12);
        assertThat(ends.hasDeath(late)).isTrue();
        assertThat(ends.pidOfDeath(late)).isEqualTo(12);
        assertThat(ends.hasDeath(1)).isFalse();
    }
}
