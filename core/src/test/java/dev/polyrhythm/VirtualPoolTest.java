package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** Pools of virtual threads. */
class VirtualPoolTest extends PoolContractTest {
    VirtualPoolTest() {
        super(Worker.Kind.VIRTUAL);
    }

    @Test
    void optionsOfProcesses_areRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().maxHeap("64m").nice(3).build())
                .withMessageContaining("options=[maxHeap, nice]")
                .withMessageContaining("kind=VIRTUAL");
    }
}
