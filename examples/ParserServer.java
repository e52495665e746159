import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.polyrhythm.TaskTimeoutException;
import dev.polyrhythm.Worker;
import dev.polyrhythm.WorkerPool;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/*
 * A web server that checks what its visitors send. Its parser is a regular expression that some
 * texts keep busy for ever, as such expressions can be, and that no interrupt ends. Each text has a
 * second: then its visitor gets an answer, the process of the stuck parser is killed, and another
 * takes its place. Given a port, the server goes on until Ctrl-C; else it sends itself three texts.
 */
void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    HttpServer server =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    try (WorkerPool parsers =
                    WorkerPool.builder(Worker.Kind.PROCESS)
                            .size(2)
                            .taskLimit(Duration.ofSeconds(1))
                            .grace(Duration.ofMillis(100))
                            .build();
            var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
        server.setExecutor(visitors);
        server.createContext("/", exchange -> answer(exchange, parsers));
        server.start();
        if (arguments.length == 0) {
            visit(server.getAddress().getPort());
        } else {
            IO.println("send texts to http://localhost:" + port);
            Thread.currentThread().join();
        }
    } finally {
        server.stop(0);
    }
}

static void answer(HttpExchange exchange, WorkerPool parsers) throws IOException {
    try (exchange) {
        String text = new String(exchange.getRequestBody().readAllBytes());
        byte[] answer = check(text, parsers).getBytes();
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }
}

static String check(String text, WorkerPool parsers) {
    try {
        boolean valid = parsers.submit(() -> isList(text)).get();
        return valid ? "a list" : "not a list";
    } catch (ExecutionException e) {
        return e.getCause() instanceof TaskTimeoutException
                ? "too hard a text, its parser was ended"
                : "failed: " + e.getCause();
    } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return "the server ends";
    }
}

/** Words, and the last one again. */
static boolean isList(String text) {
    return Pattern.matches("^(\\w+,?)+=\\1$", text);
}

static void visit(int port) throws IOException, InterruptedException {
    try (HttpClient browser = HttpClient.newHttpClient()) {
        for (String text : List.of("one,two=two", "a".repeat(40), "three,four=five")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port))
                            .POST(HttpRequest.BodyPublishers.ofString(text))
                            .build();
            String answer = browser.send(request, HttpResponse.BodyHandlers.ofString()).body();
            IO.println(text + ": " + answer);
        }
    }
}
