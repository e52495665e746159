package dev.polyrhythm.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchedulingTest {
    @Test
    void affinity_ofSeveralProcessors_isAList() {
        assertThat(Scheduling.affinity(0, 3)).containsExactly("taskset", "--cpu-list", "0,3");
    }

    @Test
    void realtime_isFirstInFirstOut() {
        assertThat(Scheduling.realtime(50)).containsExactly("chrt", "--fifo", "50");
    }
}
