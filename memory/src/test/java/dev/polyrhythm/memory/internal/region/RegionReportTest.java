package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.KillLoop;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Looking at regions tells what there is, and disturbs nobody. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RegionReportTest {
    private static final int NOBODY = 65_534;

    @TempDir private Path temporary;
    private Path base = Path.of("");

    @BeforeEach
    void makeBase() throws IOException {
        base = Files.createDirectory(temporary.resolve("base"));
    }

    /** Makes a region, or joins one; says so, and leaves it when its input ends. */
    static final class Participant {
        private Participant() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[1]);
            Region region = arguments[0].equals("create") ? Region.create(path) : Region.join(path);
            System.out.println("region " + region.directory());
            while (System.in.read() >= 0) {
                // until it is told to leave
            }
            region.leave();
            System.out.println("left");
        }
    }

    private static Path directory(ChildJvm participant) {
        return Path.of(participant.awaitLine("region ").substring("region ".length()));
    }

    private RegionReport only() {
        assertThat(RegionReport.all(base)).hasSize(1);
        return RegionReport.all(base).getFirst();
    }

    @Test
    @Tag("process")
    void region_isAliveUntilAllWereKilled() {
        try (ChildJvm owner = ChildJvm.start(Participant.class, "create", base.toString())) {
            Path directory = directory(owner);
            try (ChildJvm other = ChildJvm.start(Participant.class, "join", directory.toString())) {
                other.awaitLine("region");
                RegionReport both = only();
                assertThat(both.directory()).isEqualTo(directory);
                assertThat(both.ownerPid()).isEqualTo(owner.handle().pid());
                assertThat(both.pids()).containsExactly(owner.handle().pid(), other.handle().pid());
                assertThat(both.byteSize()).isEqualTo(RegionLayout.BYTE_SIZE);

                owner.kill();
                owner.awaitExit();
                assertThat(only().isAlive()).isTrue();
                assertThat(only().pids()).containsExactly(other.handle().pid());
                other.kill();
                other.awaitExit();
            }
        }
        assertThat(only().isAlive()).isFalse();
        assertThat(only().pids()).isEmpty();
        assertThat(RegionSweeper.sweep(base)).hasSize(1);
        assertThat(RegionReport.all(base)).isEmpty();
    }

    @Test
    @Tag("process")
    @Tag("kills")
    @Timeout(1800)
    void region_lookedAtAllTheTime_canBeJoinedAndLeft() throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        Thread looker =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!done.get()) {
                                RegionReport.all(base);
                            }
                        });
        try (ChildJvm owner = ChildJvm.start(Participant.class, "create", base.toString())) {
            Path directory = directory(owner);
            for (int round = 0; round < Math.max(3, KillLoop.kills() / 4); round++) {
                try (ChildJvm other =
                        ChildJvm.start(Participant.class, "join", directory.toString())) {
                    other.awaitLine("region");
                    other.closeInput();
                    assertThat(other.awaitExit()).as("%s", other.lines()).isZero();
                }
            }
            owner.closeInput();
            assertThat(owner.awaitExit()).as("%s", owner.lines()).isZero();
        } finally {
            done.set(true);
            looker.join();
        }
        assertThat(base).isEmptyDirectory();
    }

    @Test
    @Tag("process")
    void region_ofThisProcess_keepsItsLocks() throws IOException {
        Region own = Region.create(base);
        assertThat(RegionReport.all(base)).isEmpty();
        try (ChildJvm other =
                ChildJvm.start(Participant.class, "join", own.directory().toString())) {
            other.awaitLine("region");
            assertThat(own.isAlive(own.self())).isTrue();
            assertThat(RegionSweeper.sweep(base)).isEmpty();
            other.closeInput();
            other.awaitExit();
        }
        assertThat(own.directory()).isDirectory();
        own.leave();
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void blocks_thatTheRegionHasNotesOf_areListed() throws IOException {
        Path region = abandoned("1-aa");
        Path block = Files.writeString(base.resolve("weather"), "sunny");
        BlockNote.write(region, 0, block, "weather");
        BlockNote.write(region, 1, region, "replaced");
        Files.createFile(base.resolve("replaced"));

        assertThat(only().blocks()).containsExactly(new RegionReport.NamedBlock("weather", 5));
    }

    @Test
    void directories_thatAreNoRegions_areListedAsFarAsTheyCanBe() throws IOException {
        Path damaged = abandoned("x-aa");
        Files.writeString(damaged.resolve(RegionFiles.REGION_FILE), "short");
        Files.createDirectory(base.resolve(RegionSweeper.PREFIX + "empty"));
        Files.createFile(base.resolve(RegionSweeper.PREFIX + "file"));
        Files.createSymbolicLink(base.resolve(RegionSweeper.PREFIX + "link"), damaged);

        RegionReport report = only();
        assertThat(report.directory()).isEqualTo(damaged);
        assertThat(report.ownerPid()).isZero();
        assertThat(report.pids()).isEmpty();
        assertThat(RegionReport.all(base.resolve("none"))).isEmpty();
    }

    @Test
    void region_ofAnotherUser_isLeftOut() throws IOException {
        Path directory = abandoned("1-aa");
        assumeTrue(changeOwner(directory), "may not change owners");
        assertThat(RegionReport.all(base)).isEmpty();
    }

    private Path abandoned(String name) throws IOException {
        Path directory = Files.createDirectory(base.resolve(RegionSweeper.PREFIX + name));
        Files.createFile(directory.resolve(RegionFiles.LOCK_FILE));
        Files.createFile(directory.resolve(RegionFiles.REGION_FILE));
        return directory;
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
