package dev.polyrhythm.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OwnFramesTest {
    private static <T extends Throwable> T withStack(T failure, String... classNames) {
        failure.setStackTrace(
                Stream.of(classNames)
                        .map(name -> new StackTraceElement(name, "method", null, -1))
                        .toArray(StackTraceElement[]::new));
        return failure;
    }

    private static Stream<String> classNames(Throwable failure) {
        return Stream.of(failure.getStackTrace()).map(StackTraceElement::getClassName);
    }

    @Test
    void outermostFrames_ofNamedClassesAndPackages_go() {
        Throwable failure =
                withStack(new Exception(), "own.A", "user.B", "own.A", "p.q.C", "own.A");
        OwnFrames.hideIn(failure, "own.A", "p.");

        assertThat(classNames(failure)).containsExactly("own.A", "user.B");
    }

    @Test
    void classWhoseNameBeginsLikeAnother_stays() {
        Throwable failure = withStack(new Exception(), "own.ATest", "own.A");
        OwnFrames.hideIn(failure, "own.A");

        assertThat(classNames(failure)).containsExactly("own.ATest");
    }

    @Test
    void traceOfOwnFramesOnly_stays() {
        Throwable failure = withStack(new Exception(), "own.A", "own.A");
        OwnFrames.hideIn(failure, "own.A");

        assertThat(classNames(failure)).hasSize(2);
    }

    @Test
    void causesAndSuppressed_inACircle_areChangedToo() {
        Exception failure = withStack(new Exception(), "user.B", "own.A");
        Exception cause = withStack(new Exception(failure), "user.C", "own.A");
        Exception suppressed = withStack(new Exception(), "user.D", "own.A");
        failure.initCause(cause);
        cause.addSuppressed(suppressed);
        OwnFrames.hideIn(failure, "own.A");

        assertThat(Stream.of(failure, cause, suppressed).flatMap(OwnFramesTest::classNames))
                .containsExactly("user.B", "user.C", "user.D");
    }
}
