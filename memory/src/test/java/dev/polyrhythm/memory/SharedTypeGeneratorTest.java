package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedTypeGeneratorTest {
    @Test
    void sourcesOfTypes_generatedAnew_areTheSame() throws IOException {
        for (Map.Entry<Path, String> source :
                SharedTypeGenerator.sources(Path.of("..")).entrySet()) {
            assertThat(Files.readString(source.getKey()))
                    .as("run SharedTypeGenerator: file=%s", source.getKey())
                    .isEqualTo(source.getValue());
        }
    }
}
