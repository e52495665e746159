package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Shared objects travel as what they are. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class BetweenProcessesTest {
    private static final int ROUNDS = 20_000;

    private record Shared(
            SharedInt i,
            SharedLong l,
            SharedDouble d,
            SharedBoolean b,
            SharedIntArray ints,
            SharedFloatArray floats,
            SharedDoubleArray doubles)
            implements Serializable {}

    /** Adds to all of it, many times. */
    static final class Adder {
        private Adder() {}

        public static void main(String[] arguments) throws Exception {
            Shared shared = (Shared) Handles.fromText(arguments[0]);
            for (int round = 0; round < ROUNDS; round++) {
                shared.i().getAndAdd(1);
                shared.l().getAndAdd(1);
                shared.d().getAndAdd(1);
                shared.ints().getAndAdd(1, 1);
                shared.floats().getAndAdd(2, 1);
                shared.doubles().getAndAdd(0, 1);
            }
            shared.b().set(true);
            List<SharedInt> own = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                own.add(SharedInt.create(i));
            }
            for (int i = 0; i < 3000; i++) {
                if (own.get(i).get() != i) {
                    throw new AssertionError("somebody else wrote into our cell " + i);
                }
            }
        }
    }

    @Test
    @Tag("process")
    void additions_ofSeveralProcesses_allCount() throws IOException {
        Shared shared =
                new Shared(
                        SharedInt.create(0),
                        SharedLong.create(0),
                        SharedDouble.create(0),
                        SharedBoolean.create(false),
                        SharedIntArray.create(2),
                        SharedFloatArray.create(3),
                        SharedDoubleArray.create(1));
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        List<ChildJvm> adders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            adders.add(ChildJvm.start(Adder.class, region, Handles.toText(shared)));
        }
        for (ChildJvm adder : adders) {
            try (adder) {
                assertThat(adder.awaitExit()).as("%s", adder.lines()).isZero();
            }
        }

        int sum = 3 * ROUNDS;
        assertThat(shared.i().get()).isEqualTo(sum);
        assertThat(shared.l().get()).isEqualTo(sum);
        assertThat(shared.d().get()).isEqualTo(sum);
        assertThat(shared.b().get()).isTrue();
        assertThat(shared.ints().toArray()).containsExactly(0, sum);
        assertThat(shared.floats().toArray()).containsExactly(0, 0, sum);
        assertThat(shared.doubles().get(0)).isEqualTo(sum);
    }

    @Test
    void handle_withinOneProcess_meansTheSameMemory() throws Exception {
        SharedInt value = SharedInt.create(1);
        SharedInt copy = (SharedInt) Handles.fromText(Handles.toText(value));
        copy.set(2);
        assertThat(value.get()).isEqualTo(2);
    }

    @Test
    void handle_ofAnotherProgram_namesBoth() {
        Block.Handle foreign = new Block.Handle("polyrhythm-1-00", "cells-0", 0, 64);

        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> Region.current().resolve(foreign))
                .withMessageContaining("polyrhythm-1-00")
                .withMessageContaining(String.valueOf(Region.current().directory().getFileName()));
    }

    @Test
    void block_ofAnotherType_isRefused() {
        Block block = SharedObject.allocate(CellType.LONG, 1);

        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> new SharedInt(block))
                .withMessageContaining("not a shared INT: type=2, version=1, expected type=1");
    }
}
