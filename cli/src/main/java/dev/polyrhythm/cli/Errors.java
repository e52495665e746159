package dev.polyrhythm.cli;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints one line for each error of usage; for a program that does not compile, all of javac's. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int MISUSE = 2;

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("polyrhythm: " + e.getMessage() + suggestion(e));
        err.flush();
        return MISUSE;
    }

    private static String suggestion(ParameterException e) {
        return Nearest.to(wrongWord(e), rightWords(e))
                .map(right -> "; did you mean " + right + "?")
                .orElse("");
    }

    private static String wrongWord(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                ? unmatched.getUnmatched().getFirst()
                : String.valueOf(e.getValue());
    }

    /** Lists what the argument may be: a value of the option, an option, a subcommand. */
    private static List<String> rightWords(ParameterException e) {
        if (e.getArgSpec() != null && e.getArgSpec().completionCandidates() != null) {
            return StreamSupport.stream(e.getArgSpec().completionCandidates().spliterator(), false)
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
        }
        CommandLine.Model.CommandSpec command = e.getCommandLine().getCommandSpec();
        return Stream.concat(
                        command.optionsMap().keySet().stream(),
                        command.subcommands().keySet().stream())
                .toList();
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult parsed)
            throws Exception {
        PrintWriter err = commandLine.getErr();
        switch (e) {
            case CompilationFailedException failed -> err.print(failed.getMessage());
            case PolyrhythmException known -> err.println("polyrhythm: " + known.getMessage());
            default -> throw e;
        }
        err.flush();
        return 1;
    }
}
