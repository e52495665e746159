package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** The contract of {@link java.util.Queue}, as Guava's suite tests it. */
@Timeout(120)
class QueueConformanceTest {
    private static final class Generator extends TestStringQueueGenerator {
        @Override
        protected Queue<String> create(String[] elements) {
            SharedQueue<String> queue = SharedQueue.create(16);
            Collections.addAll(queue, elements);
            return queue;
        }
    }

    private static TestSuite suite() {
        return QueueTestSuiteBuilder.using(new Generator())
                .named("SharedQueue")
                .withFeatures(
                        CollectionSize.ANY,
                        CollectionFeature.GENERAL_PURPOSE,
                        CollectionFeature.KNOWN_ORDER)
                .createTestSuite();
    }

    @TestFactory
    Stream<DynamicTest> queue_keepsTheContract() {
        List<TestCase> cases = flatten(suite()).toList();
        assertThat(cases).hasSizeGreaterThan(200);
        return cases.stream()
                .map(test -> DynamicTest.dynamicTest(test.toString(), () -> run(test)));
    }

    private static Stream<TestCase> flatten(Test test) {
        return test instanceof TestSuite suite
                ? Collections.list(suite.tests()).stream().flatMap(QueueConformanceTest::flatten)
                : Stream.of((TestCase) test);
    }

    /** As JUnit 3 runs it: set up, test, tear down. */
    private static void run(TestCase test) throws Throwable {
        TestResult result = new TestResult();
        test.run(result);
        for (TestFailure failure :
                Stream.concat(
                                Collections.list(result.failures()).stream(),
                                Collections.list(result.errors()).stream())
                        .toList()) {
            throw failure.thrownException();
        }
    }
}
