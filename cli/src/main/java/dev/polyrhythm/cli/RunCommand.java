package dev.polyrhythm.cli;

import dev.polyrhythm.Worker;
import dev.polyrhythm.gpio.SimulatedBoard;
import dev.polyrhythm.gpio.trace.ProgramEdges;
import dev.polyrhythm.gpio.trace.TraceRecorder;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code polyrhythm run}: checks and prepares; the program itself runs afterwards. */
@Command(
        name = "run",
        description = "Compiles a Java program, runs it, and reports the pulses on its pins.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class)
final class RunCommand implements Callable<Program> {
    @Spec private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "FILE.java",
            description = "The program, with the sources beside it that it refers to.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "ARGS",
            description = "The program's arguments, after --.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What Worker.Kind.configured() returns: platform, virtual or process.")
    private Worker.@Nullable Kind kind;

    @Option(
            names = "--board",
            paramLabel = "BOARD",
            description = "The board that Board.open() opens: simulated, linux or linux:CHIP.")
    private @Nullable String board;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Ends the program after a time, e.g. 500ms, 5s, 2m.")
    private @Nullable Duration limit;

    @Option(
            names = "--trace",
            paramLabel = "FILE.vcd",
            description = "Writes every edge of every pin to a file.")
    private @Nullable Path trace;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RunCommand() {}

    @Override
    public Program call() throws CompilationFailedException {
        checkFile();
        checkBoard();
        if (limit != null && limit.isZero()) {
            throw misuse("--for must be longer than 0, for example 1500ms or 8s");
        }
        CompiledProgram compiled = CompiledProgram.compile(file);
        ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, this::printTable);
        startTrace();
        if (kind != null) {
            System.setProperty("polyrhythm.kind", kind.name());
        }
        return Program.load(compiled, arguments, limit);
    }

    private void checkFile() {
        if (!Files.exists(file)) {
            throw misuse("no such file: " + file);
        }
        if (!Files.isRegularFile(file) || !file.toString().endsWith(".java")) {
            throw misuse("not a Java source file (NAME.java): " + file);
        }
        if (!Files.isReadable(file)) {
            throw misuse("the file cannot be read: " + file);
        }
    }

    private void checkBoard() {
        if (board != null) {
            if (!board.matches("simulated|linux|linux:.+")) {
                throw misuse("a board is simulated, linux or linux:CHIP: --board " + board);
            }
            System.setProperty("polyrhythm.board", board);
        }
    }

    private void startTrace() {
        if (trace == null) {
            return;
        }
        try {
            TraceRecorder recorder = TraceRecorder.start(new ProgramEdges(), trace);
            ShutdownPhases.register(ShutdownPhases.Phase.REPORTS, () -> complete(recorder));
        } catch (IOException e) {
            throw misuse("the trace cannot be written: " + trace + " (" + Failures.reason(e) + ")");
        }
    }

    private void complete(TraceRecorder recorder) {
        try {
            recorder.close();
            if (recorder.lost() > 0) {
                warn("edges came too fast for the trace: missing=" + recorder.lost());
            }
        } catch (IOException e) {
            warn("the trace is not complete: " + trace + " (" + Failures.reason(e) + ")");
        }
    }

    private void warn(String message) {
        spec.commandLine().getErr().println("polyrhythm: " + message);
        spec.commandLine().getErr().flush();
    }

    private void printTable() {
        spec.commandLine().getOut().print(PulseTable.of(SimulatedBoard.programStatistics()));
        spec.commandLine().getOut().flush();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
