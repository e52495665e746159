package dev.polyrhythm.memory.internal.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services run in the first process, whichever process asks for them. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
class RegionServicesTest {
    private static final String STARTS = "test-starts";

    /** Counts its starts, and tells where it was started. */
    public static final class Counting implements RegionService {
        /** For the service loader. */
        public Counting() {}

        @Override
        public String name() {
            return "test-counting";
        }

        @Override
        public void start(Region region) {
            var starts = region.named(STARTS, 16);
            starts.set(ValueLayout.JAVA_LONG, 8, region.self());
            starts.set(ValueLayout.JAVA_INT, 0, starts.get(ValueLayout.JAVA_INT, 0) + 1);
        }
    }

    /** Cannot be started. */
    public static final class Failing implements RegionService {
        static final AtomicInteger ASKED = new AtomicInteger();

        /** For the service loader. */
        public Failing() {}

        @Override
        public String name() {
            return "test-failing";
        }

        @Override
        public void start(Region region) {
            ASKED.incrementAndGet();
            throw new IllegalStateException("on purpose");
        }
    }

    /** Asks for what its arguments name, one after the other. */
    static final class Asking {
        private Asking() {}

        public static void main(String[] names) {
            for (String name : names) {
                Region.current().requestService(name);
            }
        }
    }

    private static ChildJvm asking(String... names) {
        List<String> arguments = new ArrayList<>();
        arguments.add("-D" + Region.PATH_PROPERTY + "=" + Region.current().directory());
        arguments.addAll(List.of(names));
        return ChildJvm.start(Asking.class, arguments.toArray(String[]::new));
    }

    private static int starts() {
        return Region.current().named(STARTS, 16).get(ValueLayout.JAVA_INT, 0);
    }

    @Test
    @Tag("process")
    void service_askedForByChildren_startsOnceInTheFirstProcess() {
        Region.current().serveRequests();
        try (ChildJvm failing = asking("test-failing", "test-unknown")) {
            assertThat(failing.awaitExit()).as("%s", failing.lines()).isZero();
        }
        Awaitility.await().until(() -> Failing.ASKED.get() == 1);
        try (ChildJvm first = asking("test-counting");
                ChildJvm second = asking("test-counting", "test-counting")) {
            assertThat(first.awaitExit()).as("%s", first.lines()).isZero();
            assertThat(second.awaitExit()).as("%s", second.lines()).isZero();
        }
        Awaitility.await().until(() -> starts() == 1);
        Region.current().requestService("test-counting");
        assertThat(starts()).isEqualTo(1);
        assertThat(Region.current().named(STARTS, 16).get(ValueLayout.JAVA_LONG, 8))
                .isEqualTo(Region.current().self());
    }

    @Test
    void service_thatIsNotThere_isAnErrorEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(PolyrhythmException.class)
                    .isThrownBy(() -> Region.current().requestService("test-nowhere"))
                    .withMessageContaining("name=test-nowhere");
        }
    }
}
