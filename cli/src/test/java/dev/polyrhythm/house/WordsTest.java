package dev.polyrhythm.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The words of comments: those of the field's other code, so that nothing must be decoded. */
@Timeout(60)
class WordsTest {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z'-]*");
    private static final Pattern PERSON =
            Pattern.compile("(?i)\\b(who|whoever|whom|nobody|somebody)\\b");
    private static final Pattern PRONOUN =
            Pattern.compile(
                    "(?i)^(it|its|they|them|their|this|that|these|those|what|whatever|which|who|"
                            + "whose|where|how|he|she|we|you|one|nobody|somebody|something)\\b");

    private static final double MOST_PERSONS = 2.0 / 10_000;
    private static final double MOST_PRONOUNS = 0.03;

    @Test
    void comments_nameThingsInsteadOfPersons() throws IOException {
        long words = 0;
        List<String> persons = new ArrayList<>();
        for (Path file : mainSources()) {
            for (String comment : Comments.of(Files.readString(file))) {
                words += WORD.matcher(comment).results().count();
                PERSON.matcher(comment)
                        .results()
                        .forEach(found -> persons.add(around(file, comment, found.start())));
            }
        }
        assertThat((double) persons.size() / words)
                .as("%d in %d words: %s", persons.size(), words, String.join("\n", persons))
                .isLessThanOrEqualTo(MOST_PERSONS);
    }

    @Test
    void documentation_beginsWithAVerbOrANoun() throws IOException {
        long all = 0;
        List<String> pronouns = new ArrayList<>();
        for (Path file : mainSources()) {
            for (String comment : Comments.documentation(Files.readString(file))) {
                all++;
                if (PRONOUN.matcher(comment).find()) {
                    pronouns.add(around(file, comment, 0));
                }
            }
        }
        assertThat((double) pronouns.size() / all)
                .as("%d of %d: %s", pronouns.size(), all, String.join("\n", pronouns))
                .isLessThanOrEqualTo(MOST_PRONOUNS);
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path module : SourceTree.modules()) {
            all.addAll(SourceTree.sources(module));
        }
        return all;
    }

    private static String around(Path file, String comment, int at) {
        String text = comment.substring(Math.max(0, at - 40), Math.min(comment.length(), at + 40));
        return file.getFileName() + ": " + text.replaceAll("\\s+", " ");
    }
}
