package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.platform.SharedMemoryDirectory;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The life of a region, and who lives in it. */
@Timeout(120)
@Tag("process")
@ExtendWith(LeakCheck.class)
class RegionTest {
    @TempDir private Path base;

    /** Lives in a region until its input ends, or leaves in order. */
    static final class Participant {
        private Participant() {}

        public static void main(String[] arguments) throws IOException {
            Region region = Region.current();
            System.out.println("region " + region.directory());
            System.out.println("self " + region.self());
            while (System.in.read() >= 0) {
                // until it ends
            }
            Region.leaveCurrent();
            Runtime.getRuntime().halt(0);
        }
    }

    private static ChildJvm owner() {
        return ChildJvm.start(Participant.class);
    }

    private static ChildJvm participant(Path region) {
        ChildJvm child =
                ChildJvm.start(Participant.class, "-D" + Region.PATH_PROPERTY + "=" + region);
        child.awaitLine("self ");
        return child;
    }

    private static Path directory(ChildJvm owner) {
        return Path.of(owner.awaitLine("region ").substring("region ".length()));
    }

    private static long self(ChildJvm child) {
        return Long.parseLong(child.awaitLine("self ").substring("self ".length()));
    }

    private static void awaitGone(Path directory) {
        Awaitility.await().until(() -> !Files.exists(directory));
    }

    @Test
    void files_arePrivate() throws IOException {
        Path directory = Region.current().directory();
        Region.current().allocate(100);
        Region.current().named("private-test", 64);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("%s", file)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void owner_endsInOrder_removesIt() {
        try (ChildJvm owner = owner()) {
            Path directory = directory(owner);
            assertThat(directory).isDirectory();
            owner.closeInput();
            assertThat(owner.awaitExit()).isZero();
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    @Tag("kills")
    @Timeout(1800)
    void ownerKilled_theLastParticipantRemovesIt() {
        for (int round = 0; round < Math.max(1, KillLoop.kills() / 8); round++) {
            killOwner();
        }
    }

    private static void killOwner() {
        try (ChildJvm owner = owner()) {
            Path directory = directory(owner);
            List<ChildJvm> children = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                children.add(participant(directory));
            }
            owner.kill();
            owner.awaitExit();
            assertThat(RegionSweeper.sweep(SharedMemoryDirectory.get())).doesNotContain(directory);
            assertThat(directory).isDirectory();
            children.forEach(ChildJvm::closeInput); // all at once: one of them is the last
            children.forEach(ChildJvm::awaitExit);
            awaitGone(directory);
        }
    }

    @Test
    void allKilled_theSweeperRemovesIt() {
        try (ChildJvm owner = owner()) {
            Path directory = directory(owner);
            try (ChildJvm child = participant(directory)) {
                owner.kill();
                child.kill();
                owner.awaitExit();
                child.awaitExit();
            }
            assertThat(directory).isDirectory();
            assertThat(RegionSweeper.sweep(SharedMemoryDirectory.get())).contains(directory);
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void participant_isAliveUntilItsDeath() {
        Region region = Region.current();
        assertThat(region.isAlive(region.self())).isTrue();
        try (ChildJvm first = participant(region.directory())) {
            long id = self(first);
            assertThat(region.isAlive(id)).isTrue();
            assertThat(region.pid(id)).isEqualTo(first.handle().pid());
            assertThat(region.isOwner()).isTrue();
            first.signal("STOP");
            assertThat(region.isAlive(id)).isTrue();
            first.kill();
            first.awaitExit();
            assertThat(region.isAlive(id)).isFalse();
            try (ChildJvm second = participant(region.directory())) {
                assertThat(self(second)).isNotEqualTo(id);
                assertThat(region.isAlive(self(second))).isTrue();
                assertThat(region.isAlive(id)).isFalse(); // its slot has a new holder
            }
        }
    }

    @Test
    void draft_ofACreatorThatDied_isSweptOnceItIsOld() throws IOException {
        Path draft = Files.createDirectory(base.resolve(RegionSweeper.DRAFT_PREFIX + "1-aa"));
        assertThat(RegionSweeper.sweep(base)).isEmpty();
        assertThat(draft).isDirectory();

        Files.setLastModifiedTime(draft, FileTime.from(Instant.now().minusSeconds(3600)));
        assertThat(RegionSweeper.sweep(base)).containsExactly(draft);
        assertThat(draft).doesNotExist();
    }

    @Test
    void region_ofAnotherVersion_isRefused() throws IOException {
        Files.createFile(base.resolve(RegionFiles.LOCK_FILE));
        Files.write(base.resolve("region"), new byte[(int) RegionLayout.BYTE_SIZE]);
        try (ChildJvm child =
                ChildJvm.start(Participant.class, "-D" + Region.PATH_PROPERTY + "=" + base)) {
            assertThat(child.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", child.lines()))
                    .contains("not a region of this version: magic=0x00000000, version=0");
        }
    }

    @Test
    void region_thatIsGone_isRefused() {
        try (ChildJvm child =
                ChildJvm.start(
                        Participant.class,
                        "-D" + Region.PATH_PROPERTY + "=" + base.resolve("nowhere"))) {
            assertThat(child.awaitExit()).isEqualTo(1);
            assertThat(String.join("\n", child.lines())).contains("nowhere");
        }
    }

    @Test
    void named_askedForTwice_isTheSame() {
        var first = Region.current().named("twice", 64);
        first.set(ValueLayout.JAVA_INT, 0, 5);
        var second = Region.current().named("twice", 64);
        assertThat(second.get(ValueLayout.JAVA_INT, 0)).isEqualTo(5);
        assertThat(Region.current().has("twice")).isTrue();
        assertThat(Region.current().has("never")).isFalse();
    }

    @Test
    void allocate_moreThanThereIs_isAnErrorAtOnceAndLeavesNothing() {
        Path file = base.resolve("huge");
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> RegionFiles.allocate(base.resolve("no/such/huge"), 64))
                .withMessageContaining("byteSize=64")
                .withMessageContaining("--shm-size");
        assertThat(file).doesNotExist();
    }
}
