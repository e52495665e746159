package dev.polyrhythm.gpio.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.polyrhythm.VirtualClock;
import dev.polyrhythm.gpio.Edge;
import dev.polyrhythm.gpio.Pwm;
import dev.polyrhythm.gpio.SimulatedBoard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class VcdTest {
    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("t.vcd");
    }

    @Test
    void trace_writtenAndRead_isTheSame() throws IOException {
        try (VcdWriter writer = new VcdWriter(file(), 1000)) {
            writer.write(List.of(new Edge(24, true, 1010), new Edge(24, false, 2010)));
            writer.write(List.of(new Edge(25, true, 1500), new Edge(4, true, 3000)));
        }
        Trace trace = VcdReader.read(file());

        assertThat(trace.signals()).containsOnlyKeys("pin4", "pin24", "pin25");
        assertThat(trace.signals().get("pin24"))
                .containsExactly(
                        new Trace.Change(0, false),
                        new Trace.Change(10, true),
                        new Trace.Change(1010, false));
        assertThat(trace.signals().get("pin25")).contains(new Trace.Change(500, true));
        assertThat(trace.pulses("pin24")).containsExactly(new Trace.Pulse(10, 1000));
        assertThat(trace.endNanos()).isEqualTo(2000);
    }

    @Test
    void edges_outOfOrder_areWrittenInTheirOrder() throws IOException {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            edges.add(new Edge(i % 3, i / 3 % 2 == 0, 100 - i));
        }
        try (VcdWriter writer = new VcdWriter(file(), 0)) {
            writer.write(edges);
        }
        List<Long> times =
                Files.readAllLines(file()).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> Long.valueOf(line.substring(1)))
                        .toList();

        assertThat(times).isSorted().hasSize(101);
    }

    @Test
    void edges_ofOneMoment_keepTheirOrder() throws IOException {
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            edges.add(new Edge(1, i % 2 == 0, 20));
        }
        try (VcdWriter writer = new VcdWriter(file(), 0)) {
            writer.write(edges);
        }
        List<Trace.Change> changes =
                VcdReader.read(file()).signals().getOrDefault("pin1", List.of());

        assertThat(changes).last().isEqualTo(new Trace.Change(20, false));
        for (int i = 1; i < changes.size(); i++) {
            assertThat(changes.get(i).high()).isNotEqualTo(changes.get(i - 1).high());
        }
    }

    @Test
    void file_whileItIsWritten_isWhole() throws IOException {
        try (VcdWriter writer = new VcdWriter(file(), 0)) {
            writer.write(List.of(new Edge(1, true, 1), new Edge(1, false, 1_000_000_000)));
            assertThat(VcdReader.read(file()).signals().get("pin1"))
                    .contains(new Trace.Change(1, true));
        }
    }

    @Test
    void close_twice_isFine() throws IOException {
        VcdWriter writer = new VcdWriter(file(), 0);
        writer.write(List.of(new Edge(1, true, 1)));
        writer.close();
        writer.close();
        assertThat(VcdReader.read(file()).signals()).containsKey("pin1");
    }

    @Test
    void reader_ofAnotherProgramsFile_knowsScaleAndSkipsBuses() throws IOException {
        Files.writeString(
                file(),
                """
                $date today $end
                $timescale
                  10us
                $end
                $scope module top $end
                $var wire 1 a clk $end
                $var reg 8 bb bus $end
                $upscope $end
                $enddefinitions $end
                $dumpvars xa b00000000 bb $end
                #5
                1a
                b10100000 bb
                #7 0a
                """);
        Trace trace = VcdReader.read(file());

        assertThat(trace.signals()).containsOnlyKeys("clk");
        assertThat(trace.pulses("clk")).containsExactly(new Trace.Pulse(50_000, 20_000));
    }

    @Test
    void reader_ofConnectedAndEquallyNamedLines_keepsThemApart() throws IOException {
        Files.writeString(
                file(),
                """
                $timescale 1 ns $end
                $scope module top $end
                $var wire 1 ! a $end
                $var wire 1 ! alias $end
                $scope module inner $end
                $var wire 1 " a $end
                $upscope $end
                $upscope $end
                $enddefinitions $end
                #1 1!
                #2 1"
                #3 0!
                """);
        Trace trace = VcdReader.read(file());

        assertThat(trace.signals()).containsOnlyKeys("a", "alias", "top.inner.a");
        assertThat(trace.pulses("a")).containsExactly(new Trace.Pulse(1, 2));
        assertThat(trace.pulses("alias")).isEqualTo(trace.pulses("a"));
        assertThat(trace.pulses("top.inner.a")).isEmpty();
    }

    @Test
    void reader_ofADamagedFile_saysSo() throws IOException {
        for (String damaged : List.of("$var wire 1 $end", "$upscope $end", "$var wire 1 ! a")) {
            Files.writeString(file(), damaged);
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> VcdReader.read(file()))
                    .withMessageContaining("not a VCD file: file=" + file());
        }
        Files.write(file(), new byte[] {'$', (byte) 0xff, (byte) 0xfe});
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> VcdReader.read(file()))
                .withMessageContaining("not a VCD file: file=" + file());
    }

    @Test
    void reader_ofSomethingElse_saysSo() throws IOException {
        Files.writeString(file(), "hello");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> VcdReader.read(file()))
                .withMessageContaining("not a VCD file: file=" + file());
        Files.writeString(file(), "$timescale 1 ns $end");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> VcdReader.read(file()))
                .withMessageContaining("no single-bit line");
    }

    /** Pulses of 3 and 11 per cent, to the nanosecond. */
    private void writePulses() throws IOException {
        VirtualClock clock = new VirtualClock();
        try (SimulatedBoard board = SimulatedBoard.withVirtualClock(clock);
                VcdWriter writer = new VcdWriter(file(), 0)) {
            clock.advance(Duration.ofMillis(5));
            Pwm pwm = board.pwm(24, 50);
            pwm.start(3);
            clock.advance(Duration.ofMillis(90));
            pwm.setDutyCycle(11);
            clock.advance(Duration.ofMillis(100));
            writer.write(board.edges(24));
        }
    }

    @Test
    @Tag("process")
    void sigrok_readsTheDutyCyclesBack() throws Exception {
        assumeTrue(isInstalled("sigrok-cli"), "sigrok-cli is not installed");
        writePulses();
        Process sigrok =
                new ProcessBuilder(
                                "sigrok-cli",
                                "-I",
                                "vcd:downsample=1000",
                                "-i",
                                file().toString(),
                                "-P",
                                "pwm:data=pin24",
                                "-A",
                                "pwm=duty-cycle")
                        .redirectErrorStream(true)
                        .start();
        String output = new String(sigrok.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(sigrok.waitFor()).as(output).isZero();
        assertThat(output).contains("3.000000%").contains("11.000000%");
    }

    private static boolean isInstalled(String command) throws InterruptedException {
        try {
            return new ProcessBuilder(command, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void rendering_ofForeignNames_escapesThem() throws IOException {
        Files.writeString(file(), "$var wire 1 ! a<b>&c $end\n#1\n1!\n#2\n0!\n#9\n");
        String svg = TraceRendering.ofWhole(VcdReader.read(file())).toSvg();

        assertThat(svg).contains(">a&lt;b&gt;&amp;c<").contains("1 pulse<").doesNotContain("NaN");
    }

    @Test
    void rendering_withoutPulses_saysSo() throws IOException {
        writePulses();
        assertThat(new TraceRendering(VcdReader.read(file()), 0, 1).toSvg()).contains("no pulses");
    }

    @Test
    void rendering_isWholeAndShowsEachLine() throws IOException {
        writePulses();
        String svg = TraceRendering.ofWhole(VcdReader.read(file())).toSvg();

        assertThat(svg).containsOnlyOnce("<path class=\"stairs c0\"");
        assertThat(svg).containsOnlyOnce("<path class=\"wave c0\"");
        assertThat(svg).contains("10 %</text>", "0.60 ms</text>", "0.1 s</text>");
        assertThat(svg.split("<g", -1)).hasSameSizeAs(svg.split("</g>", -1));
        assertThat(svg).startsWith("<svg xmlns=").endsWith("</svg>\n").doesNotContain("NaN");
        assertThat(svg).contains(">pin24<").contains("10 pulses, one every 20 ms");
    }
}
