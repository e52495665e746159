package dev.polyrhythm.memory;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.polyrhythm.memory.internal.codec.EncodedItem;
import dev.polyrhythm.memory.internal.codec.ValueCodec;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.ring.EntryState;
import dev.polyrhythm.memory.internal.ring.LargeBlocks;
import dev.polyrhythm.memory.internal.ring.RingLayout;
import dev.polyrhythm.memory.internal.ring.SpmcRing;
import dev.polyrhythm.memory.internal.ring.SpmcRingProducer;
import dev.polyrhythm.testkit.LeakCheck;
import java.lang.foreign.Arena;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a process leaves that is killed between two stores; no loop of kills hits them all. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RingDeathTest {
    private static final long RING_BYTES = 1 << 16;

    /** Participants that never were, so they are dead: a generation that no slot has reached. */
    private static final long DEAD = 7 << 16 | 1000;

    private static final long ALSO_DEAD = 7 << 16 | 1001;
    private static final EncodedItem SMALL = ValueCodec.encode(42);
    private static final EncodedItem LARGE = ValueCodec.encode(new byte[200_000]);

    private final long self = Region.current().self();
    private final LocalQueue one = process(1);

    private static LocalQueue process(int capacity) {
        return LocalQueue.of(QueueMemory.create(capacity, RING_BYTES));
    }

    private static SpmcRing ringOf(LocalQueue process) {
        return process.rings()[0];
    }

    private static SpmcRingProducer takeOver(SpmcRing ring, long participant) {
        return Objects.requireNonNull(SpmcRingProducer.takeOver(ring, participant));
    }

    @Test
    void taker_killedBeforeItMovesTheHead_leavesRoom() {
        assertThat(one.append(SMALL)).isNotNull();
        SpmcRing ring = ringOf(one);
        long item = ring.take(DEAD, false);
        ring.memory().set(JAVA_LONG, RingLayout.state(ring.index(item)), EntryState.done(item));

        assertThat(one.repair()).isTrue();
        assertThat(one.append(SMALL)).isNotNull();
        assertThat(one.repair()).isFalse();
    }

    @Test
    void taker_killedWithAnItem_losesItOrGivesItBack() {
        assertThat(one.append(SMALL)).isNotNull();
        SpmcRing ring = ringOf(one);
        ring.take(DEAD, true);
        assertThat(one.take(false)).isNull();
        assertThat(one.repair()).isTrue();
        assertThat(ring.take(ALSO_DEAD, false)).isZero();
        assertThat(one.repair()).isTrue();
        assertThat(one.take(false)).isNull();
        assertThat(one.append(SMALL)).isNotNull();
    }

    @Test
    void owner_killedBeforeItCountsTheItem_hasPutIt() {
        SpmcRing ring = new SpmcRing(SpmcRing.create(16, RING_BYTES, DEAD));
        SpmcRingProducer dead = SpmcRingProducer.of(ring);
        dead.reserve();
        assertThat(dead.append(SMALL)).isZero();
        ring.memory().set(JAVA_LONG, RingLayout.TAIL, 0);

        assertThat(ring.repair()).isTrue();
        assertThat(ring.size()).isEqualTo(1);
        assertThat(ring.sizeWithReserved()).isEqualTo(1);
        SpmcRingProducer next = takeOver(ring, self);
        next.reserve();
        assertThat(next.append(LARGE)).isEqualTo(1);
        assertThat(ring.read(ring.take(self, false))).isEqualTo(42);
        assertThat(ring.read(ring.take(self, false))).isEqualTo(new byte[200_000]);
    }

    @Test
    void owner_killedBeforeItCountsAnItemThatWasDone_goesOnBehindIt() {
        SpmcRing ring = new SpmcRing(SpmcRing.create(16, RING_BYTES, DEAD));
        SpmcRingProducer.of(ring).append(SMALL);
        ring.finish(ring.take(self, false));
        ring.memory().set(JAVA_LONG, RingLayout.TAIL, 0);

        assertThat(ring.size()).isZero();
        assertThat(takeOver(ring, self).append(SMALL)).isEqualTo(1);
        assertThat(ring.take(self, false)).isEqualTo(1);
    }

    @Test
    void owner_killedWhileItReserves_takesNoRoom() {
        SpmcRing ring = new SpmcRing(SpmcRing.create(16, RING_BYTES, DEAD));
        SpmcRingProducer.of(ring).reserve();
        assertThat(ring.sizeWithReserved()).isZero();
        takeOver(ring, self);
        assertThat(ring.sizeWithReserved()).isZero();
    }

    @Test
    void owners_killedWhileTheyFillLargeBlocks_leaveThemFree() {
        SpmcRing ring = new SpmcRing(SpmcRing.create(16, RING_BYTES, DEAD));
        for (int i = 0; i <= RingLayout.LARGE_BLOCKS; i++) {
            assertThat(new LargeBlocks(ring).write(LARGE, ring.tail())).isNotNegative();
        }
        assertThat(takeOver(ring, self).append(LARGE)).isZero();
    }

    /** A block may be used again once the head has passed its item, and not before. */
    @Test
    void largeBlocks_ofItemsThatWait_areInUse() {
        SpmcRing ring = new SpmcRing(SpmcRing.create(16, RING_BYTES, self));
        SpmcRingProducer owner = SpmcRingProducer.of(ring);
        for (int i = 0; i < RingLayout.LARGE_BLOCKS; i++) {
            assertThat(owner.append(LARGE)).isEqualTo(i);
        }
        assertThat(owner.append(LARGE)).isEqualTo(SpmcRing.NONE);
        ring.finish(ring.take(self, false));
        assertThat(owner.append(LARGE)).isEqualTo(RingLayout.LARGE_BLOCKS);
    }

    @Test
    void append_thatFails_takesNoRoom() {
        assertThat(one.append(SMALL)).isNotNull();
        assertThat(one.take(false)).isNotNull();
        SpmcRing ring = ringOf(one);
        ring.finish(0);
        EncodedItem broken;
        try (Arena arena = Arena.ofConfined()) {
            broken = new EncodedItem(1, arena.allocate(8));
        }
        assertThatIllegalStateException().isThrownBy(() -> one.append(broken));
        assertThat(ring.sizeWithReserved()).isZero();
    }

    @Test
    void death_isToldWhenTheQueueIsEmpty() {
        assertThat(one.append(SMALL)).isNotNull();
        SpmcRing ring = ringOf(one);
        ring.memory().set(JAVA_LONG, RingLayout.OWNER, DEAD);

        one.tellOfDeath(); // first the item that it has put
        SpmcRing.Place place = Objects.requireNonNull(one.take(false));
        ring.finish(place.item());
        assertThatExceptionOfType(OwnerDiedException.class).isThrownBy(one::tellOfDeath);
        one.tellOfDeath();
    }
}
