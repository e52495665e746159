package dev.polyrhythm.house;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The comments of a source file. */
final class Comments {
    /** A string, a text block or a character, which can hold what looks like a comment; or one. */
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'"
                            + "|/\\*.*?\\*/|//[^\\n]*",
                    Pattern.DOTALL);

    private static final Pattern MARGIN = Pattern.compile("(?m)^\\s*(/\\*\\*?|\\*/|\\*|//)|\\*/$");

    private Comments() {}

    /** Returns the text of all comments, without their delimiters. */
    static List<String> of(String source) {
        return TOKEN.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(token -> token.startsWith("/"))
                .map(Comments::text)
                .toList();
    }

    /** Returns the text of the documentation comments. */
    static List<String> documentation(String source) {
        return TOKEN.matcher(source)
                .results()
                .map(MatchResult::group)
                .filter(token -> token.startsWith("/**"))
                .map(Comments::text)
                .toList();
    }

    private static String text(String comment) {
        return MARGIN.matcher(comment).replaceAll(" ").strip();
    }
}
