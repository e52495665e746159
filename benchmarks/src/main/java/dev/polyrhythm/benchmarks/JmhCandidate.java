package dev.polyrhythm.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A benchmark within one JVM: JMH measures it in a JVM of its own each time.
 *
 * @param name of the candidate
 * @param benchmark the class
 * @param method the method to measure
 * @param jvmOptions of that JVM
 */
record JmhCandidate(String name, Class<?> benchmark, String method, List<String> jvmOptions)
        implements Candidate {
    private static final int ITERATIONS = 5;

    @Override
    public double measure(Settings settings) throws IOException {
        OptionsBuilder options = new OptionsBuilder();
        options.include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(1)
                .jvmArgs(jvmOptions.toArray(String[]::new))
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .warmupIterations(ITERATIONS)
                .warmupTime(TimeValue.nanoseconds(settings.warmup().toNanos() / ITERATIONS))
                .measurementIterations(ITERATIONS)
                .measurementTime(TimeValue.nanoseconds(settings.measure().toNanos() / ITERATIONS))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
        try {
            return new Runner(options.build()).runSingle().getPrimaryResult().getScore() / 1e9;
        } catch (RunnerException e) {
            throw new IOException("%s.%s: %s".formatted(benchmark, method, e.getMessage()), e);
        }
    }
}
