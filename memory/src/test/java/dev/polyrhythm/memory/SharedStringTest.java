package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class SharedStringTest {
    @Test
    void string_isReplacedAsAWhole() {
        SharedString string = SharedString.create(10);
        assertThat(string.get()).isEmpty();
        assertThat(string.capacity()).isEqualTo(10);
        string.set("ten bytes!");
        assertThat(string).hasToString("ten bytes!");
        assertThat(string.update(text -> text.substring(4))).isEqualTo("bytes!");
        assertThat(string.compareAndSet("bytes", "x")).isFalse();
        assertThat(string.compareAndSet("bytes!", "x")).isTrue();
        assertThat(string.get()).isEqualTo("x");
        assertThat(SharedString.create(3, "abc").get()).isEqualTo("abc");
        assertThat(TextSnippets.string()).isEqualTo("running, 3 jobs done");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "\0", "Motörhead", "日本語", "\ufffd", "🥁", "a🥁b\ud7ff\ue000"})
    void string_ofAnyCharacters_isKept(String text) {
        SharedString string = SharedString.create(20, text);
        assertThat(string.get()).isEqualTo(text);
        assertThat(string.update(same -> same)).isEqualTo(text);
        assertThat(string.compareAndSet(text, "next")).isTrue();
    }

    @Test
    void capacity_isCountedInBytes() {
        SharedString string = SharedString.create(4, "🥁");
        string.set("äö");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> string.set("äöü"))
                .withMessageContaining("byteSize=6, capacity=4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> string.update(text -> text + "!"))
                .withMessageContaining("byteSize=5, capacity=4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedString.create(2, "abc"))
                .withMessageContaining("byteSize=3, capacity=2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedString.create(0))
                .withMessageContaining("capacity=0");
        assertThat(string.get()).isEqualTo("äö");
    }

    @Test
    void string_withHalfOfASurrogatePair_isRefusedAndChangesNothing() {
        SharedString string = SharedString.create(20, "whole");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> string.set("a🥁?\ud83e"))
                .withMessageContaining("surrogate")
                .withMessageContaining("index=4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> string.set("\udd41\ud83e"))
                .withMessageContaining("index=0");
        assertThatIllegalArgumentException().isThrownBy(() -> string.update(text -> "\udd41x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> string.compareAndSet("whole", "\udd41"));
        assertThat(string.get()).isEqualTo("whole");
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without the checker can do
    void string_null_isRefusedAndChangesNothing() {
        SharedString string = SharedString.create(20, "some");
        assertThatNullPointerException().isThrownBy(() -> string.set(null));
        assertThatNullPointerException().isThrownBy(() -> string.update(text -> null));
        assertThatNullPointerException().isThrownBy(() -> string.compareAndSet(null, "x"));
        assertThatNullPointerException().isThrownBy(() -> SharedString.create(5, null));
        assertThat(string.get()).isEqualTo("some");
    }

    /** Appends a character, many times. */
    static final class Appender {
        static final int ROUNDS = 5_000;

        private Appender() {}

        public static void main(String[] arguments) throws Exception {
            SharedString string = (SharedString) Handles.fromText(arguments[0]);
            for (int round = 0; round < ROUNDS; round++) {
                string.update(text -> text + "ä");
            }
        }
    }

    @Test
    @Tag("process")
    void updates_ofSeveralProcesses_allCount() throws IOException {
        SharedString string = SharedString.create(4 * Appender.ROUNDS);
        String region = "-D" + Region.PATH_PROPERTY + "=" + Region.current().directory();
        List<ChildJvm> appenders = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            appenders.add(ChildJvm.start(Appender.class, region, Handles.toText(string)));
        }
        while (appenders.stream().anyMatch(child -> child.handle().isAlive())) {
            String now = string.get();
            assertThat(now).isEqualTo("ä".repeat(now.length()));
        }
        for (ChildJvm appender : appenders) {
            try (appender) {
                assertThat(appender.awaitExit()).as("%s", appender.lines()).isZero();
            }
        }
        assertThat(string.get()).hasSize(2 * Appender.ROUNDS);
    }

    @Test
    void closed_saysSo() {
        SharedString text = SharedString.create(10, "a");
        text.close();
        assertThatExceptionOfType(ClosedException.class).isThrownBy(text::get);
        assertThatExceptionOfType(ClosedException.class).isThrownBy(() -> text.set("b"));
        assertThat(text).hasToString("closed");
    }
}
