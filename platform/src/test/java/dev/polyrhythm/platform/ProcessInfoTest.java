package dev.polyrhythm.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ProcessInfoTest {
    private static final long NO_PROCESS = 77777777; // larger than any process id

    @BeforeEach
    void needsProcfs() {
        assumeTrue(Files.exists(Path.of("/proc/self/stat")), "no procfs on this system");
    }

    @Test
    void info_ofThisProcess_isPlausible() {
        ProcessInfo info = ProcessInfo.of(ProcessHandle.current().pid()).orElseThrow();
        assertThat(info.isStopped()).isFalse();
        assertThat(info.hasEnded()).isFalse();
        assertThat(info.cpuTicks()).isPositive();
        assertThat(info.startTicks()).isPositive();
        assertThat(info.residentBytes()).isBetween(1L << 20, 1L << 40);
    }

    @Test
    void info_ofNoProcess_isEmpty() {
        assertThat(ProcessInfo.of(NO_PROCESS)).isEmpty();
        assertThat(ProcessInfo.residentBytes(NO_PROCESS)).isZero();
    }

    /** A shell replaces itself by a program that never asks for the end of the shell's child. */
    @Test
    void info_ofAZombie_hasEndedAndHasNoMemory() throws Exception {
        Process parent = new ProcessBuilder("/bin/sh", "-c", "true & exec sleep 100").start();
        try {
            long zombie = awaitZombie(parent);
            assertThat(ProcessInfo.residentBytes(zombie)).isZero();
            assertThat(ProcessInfo.of(zombie).orElseThrow().residentBytes()).isZero();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }

    private static long awaitZombie(Process parent) {
        return Awaitility.await()
                .until(
                        () -> children(parent).filter(ProcessInfoTest::hasEnded).toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private static Stream<Long> children(Process parent) {
        return parent.toHandle().children().map(ProcessHandle::pid);
    }

    private static boolean hasEnded(long pid) {
        return ProcessInfo.of(pid).filter(ProcessInfo::hasEnded).isPresent();
    }
}
