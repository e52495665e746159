package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Pools of threads. */
class PlatformPoolTest extends PoolContractTest {
    PlatformPoolTest() {
        super(Worker.Kind.PLATFORM);
    }

    @Test
    void optionsOfProcesses_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxHeap("64m").nice(3).build())
                .withMessageContaining("options=[maxHeap, nice]")
                .withMessageContaining("kind=PLATFORM");
    }
}
