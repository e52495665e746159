package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.platform.EffectiveUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartupCacheDirectoryTest {
    private static final int NOBODY = 65534;

    @TempDir private Path temporary;
    private Path parent;
    private StartupCacheDirectory directory;

    @BeforeEach
    void makeParent() throws IOException {
        parent = Files.createDirectory(temporary.resolve("chosen"));
        setMode(parent, "rwxr-xr-x");
        directory = StartupCacheDirectory.in(parent);
    }

    private static void setMode(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void set(Path path, String attribute, int value) throws IOException {
        assumeTrue(EffectiveUser.current().uid() == 0, "only root gives files away");
        Files.setAttribute(path, "unix:" + attribute, value, LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void directory_isMadeForItsUserAlone_withAMark() throws IOException {
        directory.make();

        assertThat(directory.fault()).isNull();
        assertThat(directory.path())
                .isEqualTo(parent.toRealPath().resolve(StartupCacheDirectory.NAME));
        assertThat(mode(directory.path())).isEqualTo("rwx------");
        assertThat(directory.path().resolve(StartupCacheDirectory.MARKER)).isRegularFile();
        assertThat(mode(parent)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void missingDirectoriesAbove_areMadeForTheUserAlone() throws IOException {
        StartupCacheDirectory deep = StartupCacheDirectory.in(parent.resolve("a").resolve("b"));
        deep.make();

        assertThat(deep.fault()).isNull();
        assertThat(mode(parent.resolve("a").resolve("b"))).isEqualTo("rwx------");
    }

    @Test
    void directoryThatIsNotOurs_isLeftAsItIs() throws IOException {
        Files.createDirectory(directory.path());
        setMode(directory.path(), "rwx------");
        Files.writeString(directory.path().resolve("foreign"), "");
        directory.make();

        assertThat(directory.fault())
                .contains("not made by this library", StartupCacheDirectory.MARKER);
        assertThat(directory.path().resolve(StartupCacheDirectory.MARKER)).doesNotExist();
    }

    /** As a program leaves it that is killed before it has made the mark. */
    @Test
    void emptyPrivateDirectory_getsTheMark() throws IOException {
        Files.createDirectory(directory.path());
        setMode(directory.path(), "rwx------");
        directory.make();

        assertThat(directory.path().resolve(StartupCacheDirectory.MARKER)).isRegularFile();
    }

    @Test
    void looseMode_isAFault_andStays() throws IOException {
        directory.make();
        setMode(directory.path(), "rwxr-x---");
        directory.make();

        assertThat(directory.fault()).contains("directory=" + directory.path(), "mode=0750");
        assertThat(mode(directory.path())).isEqualTo("rwxr-x---");
    }

    @Test
    void link_isAFault() throws IOException {
        StartupCacheDirectory other = StartupCacheDirectory.in(temporary.resolve("other"));
        other.make();
        Files.createSymbolicLink(directory.path(), other.path());

        assertThat(directory.fault()).contains("directory=" + directory.path(), "is a link");
    }

    @Test
    void linkToTheParent_isFollowedOnce() throws IOException {
        Path link = Files.createSymbolicLink(temporary.resolve("link"), parent);

        assertThat(StartupCacheDirectory.in(link)).isEqualTo(directory);
    }

    @Test
    void foreignOwner_isAFault() throws IOException {
        directory.make();
        set(directory.path(), "uid", NOBODY);

        assertThat(directory.fault()).contains("owner=65534", "expected=0");
    }

    @Test
    void foreignOwnerOfTheParent_isAFault() throws IOException {
        directory.make();
        set(parent, "uid", NOBODY);

        assertThat(directory.fault()).contains("directory=" + parent.toRealPath(), "owner=65534");
    }

    @Test
    void parentThatOthersWriteTo_isAFault_unlessItIsSticky() throws IOException {
        directory.make();
        setMode(parent, "rwxrwxrwx");
        assertThat(directory.fault()).contains("directory=" + parent.toRealPath(), "mode=0777");

        Files.setAttribute(parent, "unix:mode", 01777);
        assertThat(directory.fault()).isNull();
    }

    @Test
    void parentThatAGroupWritesTo_isAFault_unlessItIsTheUsersOwn() throws IOException {
        directory.make();
        setMode(parent, "rwxrwxr-x");
        set(parent, "gid", 0);
        assertThat(directory.fault()).isNull();

        set(parent, "gid", NOBODY);
        assertThat(directory.fault()).contains("mode=0775", "group=65534");
    }

    @Test
    void parentThatIsAFile_isAFault() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");

        assertThat(StartupCacheDirectory.in(file).fault()).contains("is not a directory");
    }
}
