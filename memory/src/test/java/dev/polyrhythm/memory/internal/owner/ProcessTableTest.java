package dev.polyrhythm.memory.internal.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.LeakCheck;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class ProcessTableTest {
    private static final int CAPACITY = 1037;

    private final MemorySegment memory =
            Region.current().allocate(ProcessTable.BYTE_SIZE).segment();
    private final ProcessTable table = new ProcessTable(memory);
    private final long self = Region.current().self();

    /** Nobody that was ever alive. */
    private static long dead(int number) {
        return (100_000L + number) << 16 | 1;
    }

    @Test
    void entry_isTheSameForAsLongAsItIsNotFreed() {
        assertThat(table.has(0)).isFalse();
        assertThat(table.find(self)).isEqualTo(ProcessTable.NONE);
        int entry = table.claim(self);
        table.setWord(entry, 7);
        assertThat(table.claim(self)).isEqualTo(entry).isZero();
        assertThat(table.process(entry)).isEqualTo(self);
        assertThat(table.word(entry)).isEqualTo(7);
        assertThat(table.isDead(entry, self)).isFalse();
        table.free(entry, dead(1));
        assertThat(table.find(self)).isEqualTo(entry);
        table.free(entry, self);
        assertThat(table.find(self)).isEqualTo(ProcessTable.NONE);
        assertThat(table.process(entry)).isZero();
        assertThat(table.has(entry)).isTrue();
        assertThat(table.claim(dead(2))).isEqualTo(entry);
        assertThat(table.isDead(entry, dead(2))).isTrue();
        assertThat(table.isDead(entry, dead(1))).isFalse();
    }

    @Test
    void table_thatIsFull_takesTheEntriesOfTheDead() {
        ProcessTable other = new ProcessTable(memory); // as another process sees it
        for (int i = 0; i < CAPACITY; i++) {
            assertThat(table.claim(dead(i))).isEqualTo(i);
            table.setWord(i, i);
        }
        assertThat(other.find(dead(CAPACITY - 1))).isEqualTo(CAPACITY - 1);
        assertThat(other.word(CAPACITY - 1)).isEqualTo(CAPACITY - 1);
        assertThat(other.has(CAPACITY)).isFalse();
        table.free(500, dead(500));
        assertThat(other.claim(dead(CAPACITY))).isEqualTo(500);
        assertThat(other.claim(self)).isZero();
        assertThat(other.word(0)).isZero();
        assertThat(table.claim(dead(0))).isEqualTo(1);
        assertThat(table.find(self)).isZero();
    }
}
