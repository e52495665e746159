package dev.polyrhythm.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The reason why a file could not be used, in words. */
final class Failures {
    private Failures() {}

    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "no such file or directory: " + missing.getFile();
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            default -> String.valueOf(e.getMessage());
        };
    }
}
