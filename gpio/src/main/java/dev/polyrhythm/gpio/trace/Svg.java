package dev.polyrhythm.gpio.trace;

import java.util.Locale;

/** An SVG document in the making: text with numbers in it, whatever the language of the system. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    /** Adds a piece, formatted; words among the values must have been escaped. */
    @SuppressWarnings("AnnotateFormatMethod") // for one method of this package no dependency
    Svg add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
        return this;
    }

    /** Escapes a name, which comes from a file and may hold any character. */
    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Formats a number without needless zeros. */
    static String number(double value) {
        String digits = String.format(Locale.ROOT, "%.3f", value);
        return digits.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
