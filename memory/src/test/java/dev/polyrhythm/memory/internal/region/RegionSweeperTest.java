package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.FileLocks;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sweeping removes what nobody uses, of this user, and nothing else. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RegionSweeperTest {
    private static final int MANY_FILES = 20_000;
    private static final int NOBODY = 65_534;

    @TempDir private Path temporary;
    private Path base = Path.of("");

    @BeforeEach
    void makeBase() throws IOException {
        base = Files.createDirectory(temporary.resolve("base"));
    }

    /** Joins as soon as it can, and tells whether there is still something to join. */
    static final class Joiner {
        private Joiner() {}

        public static void main(String[] arguments) throws IOException {
            Path directory = Path.of(arguments[0]);
            try (FileChannel file =
                    FileChannel.open(
                            directory.resolve(RegionFiles.LOCK_FILE), StandardOpenOption.WRITE)) {
                FileLock all = file.tryLock();
                all.release();
                System.out.println("ready");
                while (Files.exists(directory.resolve("zz-9999"))) {
                    Thread.onSpinWait(); // until somebody begins to sweep
                }
                FileLock slot = file.lock(5, 1, false);
                System.out.println("region=" + Files.exists(directory.resolve("region")));
                slot.release();
            }
        }
    }

    private Path abandoned(String name) throws IOException {
        Path directory = Files.createDirectory(base.resolve(RegionSweeper.PREFIX + name));
        Files.createFile(directory.resolve(RegionFiles.LOCK_FILE));
        Files.createFile(directory.resolve("region"));
        return directory;
    }

    private static void makeOld(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3600)));
    }

    @Test
    void region_thatNobodyHolds_isRemoved() throws IOException {
        Path directory = abandoned("1-aa");
        assertThat(RegionSweeper.sweep(base)).containsExactly(directory);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void region_ofThisProcess_staysLockedByAnyPath() throws IOException {
        Region own = Region.create(base);
        Path alias = Files.createSymbolicLink(temporary.resolve("alias"), base);

        assertThat(RegionSweeper.sweep(base)).isEmpty();
        assertThat(RegionSweeper.sweep(alias)).isEmpty();

        assertThat(FileLocks.now().holders(own.directory().resolve(RegionFiles.LOCK_FILE)))
                .containsExactly(ProcessHandle.current().pid());
        own.leave();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    @Tag("process")
    void region_beingRemoved_cannotBeJoined() throws IOException {
        Path directory = abandoned("1-aa");
        for (int i = 0; i < MANY_FILES; i++) {
            Files.createFile(directory.resolve("zz-" + i));
        }
        try (ChildJvm joiner = ChildJvm.start(Joiner.class, directory.toString())) {
            joiner.awaitLine("ready");
            assertThat(RegionSweeper.sweep(base)).containsExactly(directory);
            assertThat(joiner.awaitLine("region=")).isEqualTo("region=false");
        }
    }

    @Test
    void region_halfRemoved_isRemovedOnceItIsOld() throws IOException {
        Path directory = abandoned("1-aa");
        Files.delete(directory.resolve(RegionFiles.LOCK_FILE));
        assertThat(RegionSweeper.sweep(base)).isEmpty();
        makeOld(directory);
        assertThat(RegionSweeper.sweep(base)).containsExactly(directory);
    }

    @Test
    @Tag("process")
    void draft_ofAStoppedCreator_staysHoweverOld() throws IOException {
        Path draft = Files.createDirectory(base.resolve(RegionSweeper.DRAFT_PREFIX + "1-aa"));
        Path lock = Files.createFile(draft.resolve(RegionFiles.LOCK_FILE));
        makeOld(draft);
        try (ChildJvm creator = ChildJvm.start(Holder.class, lock.toString())) {
            creator.awaitLine("held");
            assertThat(RegionSweeper.sweep(base)).isEmpty();
            assertThat(draft).isDirectory();
        }
        assertThat(RegionSweeper.sweep(base)).containsExactly(draft);
    }

    /** Holds the whole of a lock file until its end. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
            FileLock lock = file.lock();
            System.out.println("held " + lock.isValid());
            while (System.in.read() >= 0) {
                // until it ends
            }
            file.close();
        }
    }

    @Test
    void link_thatLooksLikeARegion_isNotFollowed() throws IOException {
        Path precious = Files.createDirectory(temporary.resolve("precious"));
        Path file = Files.createFile(precious.resolve("file"));
        Path region = base.resolve(RegionSweeper.PREFIX + "1-aa");
        Path draft = base.resolve(RegionSweeper.DRAFT_PREFIX + "1-aa");
        Files.createSymbolicLink(region, precious);
        Files.createSymbolicLink(draft, precious);
        makeOld(precious);

        assertThat(RegionSweeper.sweep(base)).isEmpty();

        assertThat(file).exists();
        assertThat(Files.isSymbolicLink(region)).isTrue();
        assertThat(Files.isSymbolicLink(draft)).isTrue();
    }

    @Test
    void region_ofAnotherUser_stays() throws IOException {
        Path directory = abandoned("1-aa");
        assumeTrue(changeOwner(directory), "may not change owners");
        assertThat(RegionSweeper.sweep(base)).isEmpty();
        assertThat(directory).isDirectory();
    }

    private static boolean changeOwner(Path path) {
        try {
            Files.setAttribute(path, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
