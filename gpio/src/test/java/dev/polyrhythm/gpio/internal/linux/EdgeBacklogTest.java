package dev.polyrhythm.gpio.internal.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.polyrhythm.gpio.Edge;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Edges that a listener does not take at once. */
@Timeout(60)
class EdgeBacklogTest {
    private final EdgeBacklog backlog = new EdgeBacklog();

    private static Edge edge(int number) {
        return new Edge(4, number % 2 == 1, number);
    }

    /** Takes so many edges, then ends the backlog. */
    private List<Edge> take(int count) {
        List<Edge> taken = new ArrayList<>();
        backlog.handOver(edge -> {
            taken.add(edge);
            if (taken.size() == count) {
                backlog.end();
            }
        });
        return taken;
    }

    @Test
    void edges_areHandedOverInTheirOrder() {
        assertThat(backlog.add(edge(1))).isZero();
        assertThat(backlog.add(edge(2))).isZero();
        assertThat(take(2)).containsExactly(edge(1), edge(2));
    }

    @Test
    void backlog_thatIsFull_dropsTheOldestAndSaysSo() {
        int dropped = 0;
        for (int i = 1; i <= EdgeBacklog.CAPACITY + 3; i++) {
            dropped += backlog.add(edge(i));
        }
        assertThat(dropped).isEqualTo(3);
        assertThat(take(1)).containsExactly(edge(4));
    }

    @Test
    void action_runsAfterTheEdgesFromBeforeIt() {
        List<Object> order = new ArrayList<>();
        backlog.add(edge(1));
        backlog.runAfterPast(() -> order.add("action"));
        backlog.add(edge(2));
        backlog.handOver(edge -> {
            order.add(edge);
            if (order.size() == 3) {
                backlog.end();
            }
        });
        assertThat(order).containsExactly(edge(1), "action", edge(2));
    }

    @Test
    void action_onAnEmptyBacklog_runsAtOnce() {
        backlog.runAfterPast(backlog::end);
        backlog.handOver(edge -> {});
        assertThat(backlog.add(edge(1))).isZero();
    }

    @Test
    void end_wakesTheThreadAndForgetsWhatIsThere() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        List<Edge> taken = new ArrayList<>();
        Thread listener =
                Thread.ofPlatform()
                        .start(() ->
                                backlog.handOver(edge -> {
                                    taken.add(edge);
                                    first.countDown();
                                }));
        backlog.add(edge(1));
        first.await();
        backlog.end();
        listener.join();
        assertThat(backlog.add(edge(2))).isZero();
        assertThat(taken).containsExactly(edge(1));
    }

    @Test
    void listener_thatInterruptsItsThread_getsTheNextEdges() {
        List<Edge> taken = new ArrayList<>();
        backlog.add(edge(1));
        backlog.handOver(edge -> {
            taken.add(edge);
            if (taken.size() == 1) {
                Thread.currentThread().interrupt();
                Thread.ofPlatform().start(() -> backlog.add(edge(2)));
            } else {
                backlog.end();
            }
        });
        Thread.interrupted(); // still set if the second edge came before the wait
        assertThat(taken).containsExactly(edge(1), edge(2));
    }
}
