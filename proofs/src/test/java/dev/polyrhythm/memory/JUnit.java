package dev.polyrhythm.memory;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs the proofs of one JUnit class in this JVM, for mutate.sh: exit codes as of {@link Stress}.
 */
final class JUnit {
    private JUnit() {}

    /**
     * Runs them.
     *
     * @param arguments the class's name
     */
    public static void main(String[] arguments) throws Exception {
        LauncherDiscoveryRequest proofs =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectClass(Class.forName(arguments[0])))
                        .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(proofs, listener);
        listener.getSummary()
                .printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8), 20);
        boolean wasRun = listener.getSummary().getTestsStartedCount() > 0;
        boolean failed = listener.getSummary().getTotalFailureCount() > 0;
        System.exit(failed ? Stress.FAILED : wasRun ? 0 : 1);
    }
}
