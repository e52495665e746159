package dev.polyrhythm.rig;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests with the tag {@code rig}, in the guest, and leaves a file for each. */
final class GuestMain {
    private GuestMain() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectPackage("dev.polyrhythm.rig"))
                        .filters(TagFilter.includeTags("rig"))
                        .build();
        LauncherFactory.create().execute(request, new Recorder(directory));
        GuestResult.complete(directory);
        System.exit(0);
    }

    private static final class Recorder implements TestExecutionListener {
        private final Path directory;

        Recorder(Path directory) {
            this.directory = directory;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            boolean failed = result.getStatus() != TestExecutionResult.Status.SUCCESSFUL;
            if (test.isTest() || failed) {
                new GuestResult(name(test), failed ? trace(result) : "").write(directory);
                System.out.println((failed ? "FAILED " : "ok ") + name(test));
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(MethodSource.class::cast)
                    .map(method -> simpleName(method) + "." + method.getMethodName())
                    .orElseGet(() -> test.getDisplayName().replaceAll("\\W", "-"));
        }

        private static String simpleName(MethodSource method) {
            return method.getClassName().replaceFirst(".*\\.", "");
        }

        private static String trace(TestExecutionResult result) {
            StringWriter text = new StringWriter();
            result.getThrowable()
                    .ifPresentOrElse(
                            failure -> failure.printStackTrace(new PrintWriter(text, true)),
                            () -> text.write(result.getStatus().toString()));
            return text.toString();
        }
    }
}
