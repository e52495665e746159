package dev.polyrhythm.gpio.trace;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Scanner;

/** Reads the single-bit lines of a VCD file, ours or another program's. */
public final class VcdReader {
    private final Map<String, List<Trace.Change>> byName = new LinkedHashMap<>();
    private final Map<String, List<Trace.Change>> byCode = new HashMap<>();
    private final Deque<String> scopes = new ArrayDeque<>();
    private BigDecimal nanosPerUnit = BigDecimal.ONE;
    private long now;

    private VcdReader() {}

    /**
     * Reads a file.
     *
     * @param path the file
     * @return its single-bit lines; unknown and floating levels count as low; a name that an outer
     *     scope has already is preceded by its scopes
     * @throws IOException if it cannot be read, or is no VCD file
     */
    public static Trace read(Path path) throws IOException {
        VcdReader reader = new VcdReader();
        try (BufferedReader file = Files.newBufferedReader(path);
                Scanner words = new Scanner(file)) {
            while (words.hasNext()) {
                reader.take(words.next(), words);
            }
            if (words.ioException() != null) {
                throw words.ioException();
            }
        } catch (CharacterCodingException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NoSuchElementException e) {
            throw new IOException("not a VCD file: file=" + path, e);
        }
        if (reader.byName.isEmpty()) {
            throw new IOException("no single-bit line in the file: file=" + path);
        }
        return new Trace(reader.byName, reader.now);
    }

    private void take(String word, Scanner words) {
        switch (word.charAt(0)) {
            case '#' -> now = toNanos(word.substring(1));
            case '0', '1', 'x', 'X', 'z', 'Z' -> change(word.substring(1), word.charAt(0) == '1');
            case 'b', 'B', 'r', 'R' -> words.next(); // several bits: not a line
            case '$' -> declaration(word, words);
            default -> throw new IllegalArgumentException(word);
        }
    }

    private void declaration(String keyword, Scanner words) {
        switch (keyword) {
            case "$timescale" -> nanosPerUnit = timescale(restOf(words));
            case "$var" -> variable(restOf(words));
            case "$scope" -> scopes.addLast(restOf(words).getLast());
            case "$upscope" -> {
                restOf(words);
                scopes.removeLast();
            }
            case "$dumpvars", "$dumpon", "$dumpoff", "$dumpall", "$end" -> {} // values follow
            default -> restOf(words);
        }
    }

    private static List<String> restOf(Scanner words) {
        List<String> rest = new ArrayList<>();
        for (String word = words.next(); !word.equals("$end"); word = words.next()) {
            rest.add(word);
        }
        return rest;
    }

    private static BigDecimal timescale(List<String> words) {
        String text = String.join("", words);
        String unit = text.replaceAll("[0-9]", "");
        BigDecimal count = new BigDecimal(text.replaceAll("[^0-9]", ""));
        int exponent =
                switch (unit) {
                    case "s" -> 9;
                    case "ms" -> 6;
                    case "us" -> 3;
                    case "ns" -> 0;
                    case "ps" -> -3;
                    case "fs" -> -6;
                    default -> throw new IllegalArgumentException(unit);
                };
        return count.scaleByPowerOfTen(exponent);
    }

    /** Type, size, code, name. Lines that are connected have one code, and several names. */
    private void variable(List<String> words) {
        if (words.get(1).equals("1")) {
            List<Trace.Change> changes =
                    byCode.computeIfAbsent(words.get(2), code -> new ArrayList<>());
            if (byName.putIfAbsent(words.get(3), changes) != null) {
                byName.put(String.join(".", scopes) + "." + words.get(3), changes);
            }
        }
    }

    private void change(String code, boolean high) {
        List<Trace.Change> changes = byCode.get(code);
        if (changes != null) {
            changes.add(new Trace.Change(now, high));
        }
    }

    private long toNanos(String units) {
        return new BigDecimal(units).multiply(nanosPerUnit).longValue();
    }
}
