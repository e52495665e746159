package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A slot that changes hands between the look at the table and the question to the kernel. */
@Timeout(60)
class ParticipantsTest {
    private static final int SLOT = 1;
    private static final long FIRST_PID = 1001;
    private static final long SECOND_PID = 1002;

    @TempDir private Path base;
    private RegionFile file;
    private LockFile lock;
    private Participants participants;
    private long first;

    /** This process has slot 0, and the first participant has slot 1. */
    @BeforeEach
    void join() throws IOException {
        RegionFiles.createEmpty(base.resolve(RegionFiles.LOCK_FILE));
        RegionFiles.allocate(base.resolve(RegionFiles.REGION_FILE), RegionLayout.BYTE_SIZE);
        file = new RegionFile(base.resolve(RegionFiles.REGION_FILE));
        RegionLayout.initialize(file);
        lock = LockFile.open(base.resolve(RegionFiles.LOCK_FILE));
        participants = Participants.join(file, lock, lock.reserveSlot(0));
        first = take(FIRST_PID);
    }

    @AfterEach
    void leave() throws IOException {
        lock.abandon();
    }

    private long take(long pid) throws IOException {
        int generation = RegionLayout.nextGeneration(file, SLOT);
        RegionLayout.setPid(file, SLOT, pid);
        return Participants.id(SLOT, generation);
    }

    /** Another process takes the slot just before the kernel is asked. */
    private boolean isLockedByTheNext(int slot) {
        try {
            take(SECOND_PID);
            return true;
        } catch (IOException e) {
            throw new PolyrhythmException("cannot take the slot: slot=" + slot, e);
        }
    }

    @Test
    void isAlive_slotTakenBeforeTheLockIsAsked_isFalse() {
        assertThat(participants.isAlive(first, this::isLockedByTheNext)).isFalse();
    }

    @Test
    void isAlive_slotKept_isWhatTheLockSays() {
        assertThat(participants.isAlive(first, slot -> slot == SLOT)).isTrue();
        assertThat(participants.isAlive(first, slot -> false)).isFalse();
        assertThat(participants.isAlive(participants.self(), slot -> false)).isTrue();
    }

    @Test
    void isPresent_slotTakenBeforeTheLockIsAsked_isFalse() throws IOException {
        assertThat(participants.isPresent(FIRST_PID, this::isLockedByTheNext)).isFalse();
        assertThat(participants.isPresent(SECOND_PID, slot -> slot == SLOT)).isTrue();
    }

    @Test
    void members_slotTakenBeforeTheLockIsAsked_isNone() throws IOException {
        ByteBuffer before = file.read();
        take(SECOND_PID);
        assertThat(RegionMembers.members(before, List.of(SLOT), file.read())).isEmpty();
    }

    @Test
    void members_slotKept_isItsProcess() throws IOException {
        assertThat(RegionMembers.members(file.read(), List.of(SLOT), file.read()))
                .containsExactly(new RegionMembers.Member(first, FIRST_PID));
    }

    @Test
    void nextGeneration_beforeItsProcessIsKnown_hasNoProcessId() throws IOException {
        RegionLayout.nextGeneration(file, SLOT);
        assertThat(RegionLayout.pid(file.read(), SLOT)).isZero();
    }
}
