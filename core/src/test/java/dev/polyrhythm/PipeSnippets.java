package dev.polyrhythm;

import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.OwnerDiedException;
import java.util.ArrayList;
import java.util.List;

/** The code that the Javadoc quotes. */
final class PipeSnippets {
    private PipeSnippets() {}

    static String ask(Worker.Kind kind) throws InterruptedException {
        // @start region="pipe"
        Pipe<String> pipe = Pipe.open();
        Connection<String> right = pipe.right();
        Worker worker =
                Worker.of(kind)
                        .start(() -> {
                            String name = right.receive();
                            right.send("hello " + name);
                        });
        pipe.left().send("world");
        String answer = pipe.left().receive(); // "hello world"
        // @end
        worker.join();
        return answer;
    }

    static Worker startEcho(Worker.Kind kind, Connection<String> right) {
        return Worker.of(kind).start(() -> echo(right));
    }

    private static void echo(Connection<String> connection) throws InterruptedException {
        // @start region="echo"
        try (connection) {
            while (true) {
                connection.send(connection.receive());
            }
        } catch (ClosedException e) {
            System.out.println("the other side has closed its end");
        } catch (OwnerDiedException e) {
            System.out.println("the other side has died: pid=" + e.pid());
        }
        // @end
    }

    static List<String> collect(List<Connection<String>> connections) throws InterruptedException {
        List<String> received = new ArrayList<>();
        // @start region="await"
        List<Connection<String>> open = new ArrayList<>(connections);
        while (!open.isEmpty()) {
            for (Connection<String> ready : Connections.await(open)) {
                try {
                    received.add(ready.receive());
                } catch (ClosedException e) {
                    open.remove(ready);
                }
            }
        }
        // @end
        return received;
    }
}
