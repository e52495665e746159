import dev.polyrhythm.Timer;
import java.time.Duration;

/* "When to use threading?": a task that runs after a delay. */
void main() {
    Timer timer = new Timer(Duration.ofSeconds(1), () -> IO.println("Timer fired"));
    timer.start();
    IO.println("Timer started");
}
