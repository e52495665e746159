package dev.polyrhythm.memory;

import java.util.Arrays;

/** The code that the Javadoc quotes. */
final class TextSnippets {
    private TextSnippets() {}

    static String string() {
        // @start region="string"
        SharedString status = SharedString.create(100, "starting");
        status.set("running");
        status.update(text -> text + ", 3 jobs done");
        // @end
        return status.get();
    }

    static byte[] bytes() {
        // @start region="bytes"
        SharedBytes frame = SharedBytes.create(1_000_000);
        frame.set(new byte[640 * 480]);
        frame.update(pixels -> Arrays.copyOf(pixels, 320 * 240));
        // @end
        return frame.get();
    }
}
