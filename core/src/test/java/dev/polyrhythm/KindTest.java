package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KindTest {
    @AfterEach
    void forget() {
        System.clearProperty("polyrhythm.kind");
    }

    @Test
    void configured_nothingChosen_isPlatform() {
        assertThat(Worker.Kind.configured()).isEqualTo(Worker.Kind.PLATFORM);
    }

    @Test
    void configured_byProperty_inAnyCase() {
        System.setProperty("polyrhythm.kind", "Process");
        assertThat(Worker.Kind.configured()).isEqualTo(Worker.Kind.PROCESS);
    }

    @Test
    void configured_unknown_namesTheValue() {
        System.setProperty("polyrhythm.kind", "fibre");
        assertThatIllegalArgumentException()
                .isThrownBy(Worker.Kind::configured)
                .withMessage(
                        "kind must be platform, virtual or process (property polyrhythm.kind,"
                                + " variable POLYRHYTHM_KIND): kind=fibre");
    }

    @Test
    void current_ofTheMainThread_hasItsName() {
        assertThat(Worker.current().getName()).isEqualTo(Thread.currentThread().getName());
        assertThat(Worker.current()).isSameAs(Worker.current());
        assertThat(Worker.current().isAlive()).isTrue();
        assertThat(Worker.parentProcess()).isEmpty();
    }

    @Test
    void cpuCount_isPositive() {
        assertThat(Worker.cpuCount()).isPositive();
    }
}
