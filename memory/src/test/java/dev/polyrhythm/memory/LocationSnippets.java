package dev.polyrhythm.memory;

import java.io.IOException;

/** The code that the Javadoc quotes. */
final class LocationSnippets {
    private LocationSnippets() {}

    static ProcessBuilder reader(SharedInt counter) throws IOException {
        // @start region="location"
        return new ProcessBuilder("python3", "read_shared.py", counter.location().toString());
        // @end
    }
}
