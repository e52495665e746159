package dev.polyrhythm.internal.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

/** The order of a child's class path where the library's classes are loaded ahead of time. */
class ChildClassPathTest {
    private static String path(String... entries) {
        return String.join(File.pathSeparator, entries);
    }

    @Test
    void ownJars_areLast_behindTheProgramInItsOrder() {
        String program = path("l/polyrhythm-core-1.jar", "b", "l/polyrhythm-memory-1.jar", "a.jar");
        assertThat(InheritedOptions.prepend("cache.jar", program))
                .isEqualTo(
                        path(
                                "cache.jar",
                                "b",
                                "a.jar",
                                "l/polyrhythm-core-1.jar",
                                "l/polyrhythm-memory-1.jar"));
    }

    @Test
    void jarOfTheProgram_withTheLibrarysName_keepsItsPlace() {
        String program = path("polyrhythm-demo.jar", "a.jar");
        assertThat(InheritedOptions.prepend("cache.jar", program))
                .isEqualTo(path("cache.jar", program));
    }

    @Test
    void childThatHasTheCache_handsItOnOnce() {
        String once = InheritedOptions.prepend("cache.jar", path("b", "polyrhythm-core-1.jar"));
        assertThat(InheritedOptions.prepend("cache.jar", once)).isEqualTo(once);
    }

    @Test
    void withoutACache_orWithTheCurrentDirectory_nothingIsLost() {
        assertThat(InheritedOptions.prepend("", "polyrhythm-core-1.jar:b"))
                .isEqualTo("polyrhythm-core-1.jar:b");
        assertThat(InheritedOptions.prepend("cache.jar", path("a", "")))
                .isEqualTo(path("cache.jar", "a", ""));
    }
}
