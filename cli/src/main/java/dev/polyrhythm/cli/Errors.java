package dev.polyrhythm.cli;

import dev.polyrhythm.memory.PolyrhythmException;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for each error that a user can make; a program that does not compile says more. */
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
        List<String> nearest =
                e instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(" or ", nearest) + "?";
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
