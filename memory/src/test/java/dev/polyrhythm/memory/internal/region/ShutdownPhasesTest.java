package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@Tag("process")
class ShutdownPhasesTest {
    /** Registers actions in a wrong order, one of which fails. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Runnable never = () -> System.out.println("never");
            ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, never);
            ShutdownPhases.register(
                    ShutdownPhases.Phase.MEMORY, () -> System.out.println("memory"));
            ShutdownPhases.register(
                    ShutdownPhases.Phase.DEVICES, () -> System.out.println("devices, first"));
            ShutdownPhases.register(
                    ShutdownPhases.Phase.DEVICES,
                    () -> {
                        throw new IllegalStateException("on purpose");
                    });
            ShutdownPhases.register(
                    ShutdownPhases.Phase.DEVICES, () -> System.out.println("devices, last"));
            ShutdownPhases.register(
                    ShutdownPhases.Phase.WORKERS, () -> System.out.println("workers"));
            ShutdownPhases.unregister(ShutdownPhases.Phase.REPORTS, never);
        }
    }

    @Test
    void actions_runByPhases_theLastRegisteredFirst() {
        try (ChildJvm program = ChildJvm.start(Program.class)) {
            assertThat(program.awaitExit()).isZero();
            assertThat(program.lines())
                    .filteredOn(line -> line.matches("[a-z]+(, [a-z]+)?"))
                    .containsExactly("workers", "devices, last", "devices, first", "memory");
            assertThat(String.join("\n", program.lines())).contains("phase=DEVICES");
        }
    }
}
