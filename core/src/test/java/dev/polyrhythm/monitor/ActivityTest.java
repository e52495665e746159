package dev.polyrhythm.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.PolyrhythmException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ActivityTest {
    private static Activity activity(String name) {
        Activity.Row row =
                new Activity.Row(
                        WorkerKind.VIRTUAL, 7, Activity.State.IDLE, true, 3, Activity.NONE, name);
        return new Activity(65536, 12, 11, name, -5, List.of(row, row), 1);
    }

    @Test
    void text_withStrangeNames_isReadAsItWasWritten() {
        for (String name : List.of("", "a b", "a\tb\nc\\u0041\u0000", "\ud83e\udd41", "\ud83e")) {
            assertThat(Activity.of(activity(name).toText())).isEqualTo(activity(name));
        }
    }

    @Test
    void text_cutShortAnywhere_isRefused() {
        String whole = activity("name").toText();
        for (int length = 0; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> Activity.of(part));
        }
    }

    @Test
    void text_ofOthers_isRefusedWithTheReason() {
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> Activity.of("polyrhythm activity 2\nend\n"))
                .withMessage("another version of Polyrhythm wrote it: version=2, known version=1");
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> Activity.of("hello"))
                .withMessage("the file is not one of Polyrhythm's");
        assertThatExceptionOfType(PolyrhythmException.class)
                .isThrownBy(() -> Activity.of(activity("x").toText().replace("VIRTUAL", "FIBRE")))
                .withMessageContaining("FIBRE");
    }
}
