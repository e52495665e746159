package dev.polyrhythm.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.Worker;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerKindTest {
    @Test
    void names_areThoseOfThePublicKinds() {
        assertThat(Stream.of(WorkerKind.values()).map(Enum::name))
                .containsExactlyElementsOf(
                        Stream.of(Worker.Kind.values()).map(Enum::name).toList());
    }
}
