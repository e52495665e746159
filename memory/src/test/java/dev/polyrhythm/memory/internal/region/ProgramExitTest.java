package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProgramExitTest {
    /** Registers actions in a wrong order, one of which fails. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            Runnable never = () -> System.out.println("never");
            ProgramExit.register(ProgramExit.Phase.REPORTS, never);
            ProgramExit.register(ProgramExit.Phase.MEMORY, () -> System.out.println("memory"));
            ProgramExit.register(
                    ProgramExit.Phase.DEVICES, () -> System.out.println("devices, first"));
            ProgramExit.register(
                    ProgramExit.Phase.DEVICES,
                    () -> {
                        throw new IllegalStateException("on purpose");
                    });
            ProgramExit.register(
                    ProgramExit.Phase.DEVICES, () -> System.out.println("devices, last"));
            ProgramExit.register(ProgramExit.Phase.WORKERS, () -> System.out.println("workers"));
            ProgramExit.unregister(ProgramExit.Phase.REPORTS, never);
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
