package dev.polyrhythm.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Runs the tests with the tag {@code rig} in the gpio guest, and tells the result of each. Where
 * the guest cannot be built this says so in one line and is skipped.
 */
@Timeout(1200)
class GpioGuestTest {
    @TestFactory
    Stream<DynamicTest> guest() throws IOException, InterruptedException {
        Guest guest = new Guest(Path.of("gpio-guest"), Path.of("target", "gpio-guest"));
        String missing = guest.build();
        if (!missing.isEmpty()) {
            System.out.println(missing);
            Assumptions.abort(missing);
        }
        List<GuestResult> results = guest.runTests();
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(result.name(), result::requireSuccess));
    }
}
