package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.testkit.ChildJvm;
import dev.polyrhythm.testkit.LeakCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openjdk.jcstress.infra.runners.TestList;

/** The jcstress proofs, each in a JVM of its own. */
@ExtendWith(LeakCheck.class)
class StressTest {
    /** The second compiler moves instructions around, as it likes; here, by chance. */
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dpolyrhythm.internal.stepNanos=3600000000000",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:+StressLCM",
                    "-XX:+StressGCM",
                    "-XX:+StressIGVN");

    @TestFactory
    Stream<DynamicTest> proof_underStress_holds() {
        return TestList.tests().stream()
                .sorted()
                .map(name -> DynamicTest.dynamicTest(name, () -> check(name)));
    }

    private static void check(String name) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Stress.class.getName(), name));
        command.add(System.getProperty("proofs.millis", "2000"));
        try (ChildJvm stress = ChildJvm.start(Map.of(), command)) {
            stress.handle().onExit().orTimeout(10, TimeUnit.MINUTES).join(); // on a busy machine
            int exit = stress.awaitExit();
            stress.lines().forEach(System.out::println);
            assertThat(exit).as(() -> String.join("\n", stress.lines())).isZero();
        }
    }
}
