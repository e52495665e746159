package dev.polyrhythm.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SharedEventTest {
    private final SharedEvent event = SharedEvent.create();

    @Test
    void event_isSetAndCleared() throws InterruptedException {
        assertThat(event.isSet()).isFalse();
        event.set();
        event.set();
        assertThat(event.isSet()).isTrue();
        event.await();
        assertThat(event.await(Duration.ZERO)).isTrue();
        event.clear();
        event.clear();
        assertThat(event.isSet()).isFalse();
        assertThat(event.await(Duration.ofMillis(1))).isFalse();
        assertThat(event.await(Duration.ofSeconds(-1))).isFalse();
        assertThat(event).hasToString("SharedEvent[set=false]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void event_setAndClearedAtOnce_wakesWhoWaits(boolean virtual) throws InterruptedException {
        AtomicBoolean waiting = new AtomicBoolean();
        AtomicBoolean woken = new AtomicBoolean();
        Runnable wait =
                () -> {
                    try {
                        waiting.set(true);
                        woken.set(event.await(Duration.ofSeconds(50)));
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        Thread waiter = virtual ? Thread.ofVirtual().start(wait) : Thread.ofPlatform().start(wait);
        Awaitility.await().untilTrue(waiting);
        while (waiter.isAlive()) { // it may not have begun to wait when it says so
            event.set();
            event.clear();
            waiter.join(Duration.ofMillis(1));
        }
        assertThat(woken).isTrue();
    }

    @Test
    void await_interrupted_ends() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(event::await);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void await_withLimitsOfAnySize_doesNotFail() throws InterruptedException {
        SharedEvent event = SharedEvent.create();
        assertThat(event.await(Duration.ofSeconds(Long.MIN_VALUE))).isFalse();
        event.set();
        assertThat(event.await(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
    }
}
