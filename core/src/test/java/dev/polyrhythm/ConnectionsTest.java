package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.memory.OwnerDiedException;
import dev.polyrhythm.memory.SharedEvent;
import dev.polyrhythm.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
@ExtendWith(LeakCheck.class)
class ConnectionsTest {
    private static final Duration LONG = Duration.ofSeconds(100);

    private static <T> List<Pipe<T>> open(int count) {
        return Stream.generate(Pipe::<T>open).limit(count).toList();
    }

    private static <T> List<Connection<T>> lefts(List<Pipe<T>> pipes) {
        return pipes.stream().map(Pipe::left).toList();
    }

    @Test
    void await_returnsThoseThatAreReady_inOrder() throws InterruptedException {
        List<Pipe<Integer>> pipes = open(4);
        pipes.get(3).right().send(1);
        pipes.get(1).right().close();
        assertThat(Connections.await(lefts(pipes)))
                .containsExactly(pipes.get(1).left(), pipes.get(3).left());
        assertThat(Connections.await(pipes.get(0).left(), pipes.get(3).left()))
                .containsExactly(pipes.get(3).left());
    }

    @Test
    void await_nothingReady_endsAtTheLimit() throws InterruptedException {
        List<Connection<Integer>> lefts = lefts(ConnectionsTest.<Integer>open(2));
        assertThat(Connections.await(lefts, Duration.ofMillis(2))).isEmpty();
        assertThat(Connections.await(lefts, Duration.ZERO)).isEmpty();
        assertThat(Connections.await(List.<Connection<Integer>>of())).isEmpty();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Connections.await(lefts));
    }

    @ParameterizedTest
    @EnumSource(Worker.Kind.class)
    void await_collectsFromAll_untilAllAreClosed(Worker.Kind kind) throws InterruptedException {
        List<Pipe<String>> pipes = open(3);
        List<Worker> workers = new ArrayList<>();
        for (Pipe<String> pipe : pipes) {
            Connection<String> right = pipe.right();
            String name = "worker-" + workers.size();
            workers.add(
                    Worker.of(kind)
                            .start(() -> {
                                try (right) {
                                    right.send(name);
                                    right.send(name);
                                }
                            }));
        }
        assertThat(PipeSnippets.collect(lefts(pipes)))
                .containsExactlyInAnyOrder(
                        "worker-0", "worker-0", "worker-1", "worker-1", "worker-2", "worker-2");
        for (Worker worker : workers) {
            worker.join();
        }
    }

    @Test
    @Tag("process")
    void await_endsWithADeath() throws InterruptedException {
        List<Pipe<String>> pipes = open(3);
        Connection<String> victims = pipes.get(2).right();
        Connection<String> others = pipes.get(0).right();
        SharedEvent go = SharedEvent.create();
        ProcessWorker other =
                Worker.ofProcess()
                        .start(() -> {
                            others.poll();
                            go.await();
                        });
        ProcessWorker victim =
                Worker.ofProcess()
                        .start(() -> {
                            victims.send("up");
                            victims.receive();
                        });
        Connection<String> left = pipes.get(2).left();
        assertThat(left.receive()).isEqualTo("up");
        victim.kill();
        assertThat(Connections.await(lefts(pipes), LONG)).containsExactly(left);
        assertThatExceptionOfType(OwnerDiedException.class)
                .isThrownBy(left::receive)
                .satisfies(e -> assertThat(e.pid()).isEqualTo(victim.pid()));
        go.set();
        victim.join();
        other.join();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void await_atMoreThanTheKernelTakes_isWokenByEach(boolean virtual) throws InterruptedException {
        List<Pipe<Integer>> pipes = open(140);
        Set<Integer> awaited = ConcurrentHashMap.newKeySet();
        Runnable wait =
                () -> {
                    try {
                        while (awaited.size() < pipes.size()) {
                            for (Connection<Integer> ready : Connections.await(lefts(pipes))) {
                                awaited.add(ready.receive());
                            }
                        }
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                };
        Thread waiter = virtual ? Thread.ofVirtual().start(wait) : Thread.ofPlatform().start(wait);
        for (int i = 0; i < pipes.size(); i++) {
            pipes.get(i).right().send(i);
        }
        waiter.join();
        assertThat(awaited).hasSize(pipes.size());
    }
}
