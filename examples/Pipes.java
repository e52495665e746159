import dev.polyrhythm.Connection;
import dev.polyrhythm.Pipe;
import dev.polyrhythm.Worker;
import dev.polyrhythm.memory.ClosedException;
import dev.polyrhythm.memory.OwnerDiedException;

/*
 * An echo server at the other end of a pipe; --kind says whether it is a thread or a process. In the
 * end a second server, always a process, is killed in the middle of its work: its client gets an
 * exception.
 */
void main() throws InterruptedException {
    Pipe<String> pipe = Pipe.open();
    Connection<String> right = pipe.right();
    Worker server = Worker.of(Worker.Kind.configured()).start(() -> serve(right));
    try (Connection<String> left = pipe.left()) {
        for (String text : new String[] {"polyrhythm", "pipe"}) {
            left.send(text);
            IO.println(left.receive());
        }
    }
    server.join();
    IO.println(server.getFailure().isEmpty() ? "served" : "failed");
    killTheServer();
}

static void serve(Connection<String> connection) throws InterruptedException {
    try (connection) {
        while (true) {
            connection.send(connection.receive().toUpperCase());
        }
    } catch (ClosedException e) {
        // the client is done
    }
}

static void killTheServer() throws InterruptedException {
    Pipe<String> pipe = Pipe.open();
    Connection<String> right = pipe.right();
    var server = Worker.ofProcess().start(() -> serve(right));
    pipe.left().send("once");
    IO.println(pipe.left().receive());
    server.kill();
    try {
        pipe.left().receive();
    } catch (OwnerDiedException e) {
        IO.println(e.pid() == server.pid() ? "the server has died" : "another process has died");
    }
}
