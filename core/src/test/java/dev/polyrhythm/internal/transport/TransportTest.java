package dev.polyrhythm.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.polyrhythm.ProcessWorker;
import dev.polyrhythm.Task;
import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.worker.WorkerAccess;
import dev.polyrhythm.memory.SharedFloatArray;
import dev.polyrhythm.memory.SharedInt;
import dev.polyrhythm.memory.SharedLock;
import dev.polyrhythm.memory.SharedString;
import dev.polyrhythm.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a task looks like after its way to another process. */
@Timeout(120)
@ExtendWith(LeakCheck.class)
@SuppressWarnings("serial") // tasks call what only the test has
class TransportTest {
    private static final List<Object> ARRIVED = new ArrayList<>();

    /** As it is in the child. */
    private static ProcessWorker travel(ProcessWorker worker)
            throws IOException, ReflectiveOperationException {
        Object arrived = WorkerCodec.decode(WorkerCodec.encode(WorkerAccess.get().view(worker)));
        return arrived instanceof ProcessWorker whole
                ? whole
                : WorkerAccess.get()
                        .arrived(worker.getName(), number(worker), true, (Task) arrived);
    }

    private static String number(ProcessWorker worker) {
        return WorkerAccess.get().view(worker).number();
    }

    /** Says that the classes lie somewhere else. */
    private static final class Forged extends ObjectOutputStream {
        Forged(OutputStream stream) throws IOException {
            super(stream);
        }

        @Override
        protected void annotateClass(Class<?> type) throws IOException {
            writeUTF("/tmp/elsewhere");
        }
    }

    @Test
    void classes_fromOutsideTheProgram_areRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream forged = new Forged(bytes)) {
            forged.writeObject(BigInteger.TEN);
        }
        try (TransportInputStream input = new TransportInputStream(bytes.toByteArray())) {
            assertThatExceptionOfType(InvalidClassException.class)
                    .isThrownBy(input::readObject)
                    .withMessageContaining("directory=/tmp/elsewhere");
        }
    }

    private static Task arrive(Task task) throws IOException, ReflectiveOperationException {
        return Objects.requireNonNull(
                WorkerAccess.get().view(travel(new ProcessWorker("w", task))).task());
    }

    private static synchronized List<Object> run(Task task) throws Exception {
        ARRIVED.clear();
        task.run();
        return List.copyOf(ARRIVED);
    }

    @Test
    void lambda_withSimpleValues_arrivesOverABridge() throws Exception {
        boolean z = true;
        byte b = -3;
        char c = 'ä';
        short s = -300;
        int i = 70_000;
        long j = 1L << 40;
        float f = 1.5f;
        double d = -0.0;
        String text = "text ü";
        @Nullable String none = null;
        Integer boxed = 5;
        Task task =
                () -> {
                    ARRIVED.addAll(List.of(z, b, c, s, i, j, f, d, text, boxed));
                    ARRIVED.add(none == null);
                };
        Task arrived = arrive(task);

        assertThat(arrived).isInstanceOf(ReceivedTask.class);
        assertThat(run(arrived)).containsExactly(z, b, c, s, i, j, f, d, text, boxed, true);
    }

    @Test
    void lambda_withSharedObjects_meansTheSameMemory() throws Exception {
        SharedInt number = SharedInt.create(1);
        SharedFloatArray array = SharedFloatArray.create(2);
        SharedLock lock = SharedLock.create();
        Task arrived =
                arrive(() -> {
                    number.getAndAdd(lock.isAbandoned() ? 0 : 41);
                    array.set(1, 2.5f);
                });
        assertThat(arrived).isInstanceOf(ReceivedTask.class);
        arrived.run();

        assertThat(number.get()).isEqualTo(42);
        assertThat(array.get(1)).isEqualTo(2.5f);
    }

    @Test
    void lambda_withOtherValues_keepsTheirIdentity() throws Exception {
        int[] numbers = {1, 2};
        List<int[]> holder = new ArrayList<>(List.of(numbers));
        SharedString text = SharedString.create(16);
        Task arrived =
                arrive(() -> {
                    numbers[0] = 7;
                    ARRIVED.add(holder.getFirst()[0]);
                    ARRIVED.add(text.get().isEmpty());
                });

        assertThat(arrived).isInstanceOf(ReceivedTask.class);
        assertThat(run(arrived)).containsExactly(7, true);
    }

    /** An interface can hold lambdas, too. */
    interface Host {
        static Task task(long value) {
            return () -> ARRIVED.add(value);
        }
    }

    private static int give() {
        ARRIVED.add("given");
        return 1;
    }

    private static double giveWide() {
        ARRIVED.add("wide");
        return 1;
    }

    @Test
    void methodsOfAllShapes_arrive() throws Exception {
        assertThat(run(arrive(TransportTest::give))).containsExactly("given");
        assertThat(run(arrive(TransportTest::giveWide))).containsExactly("wide");
        assertThat(run(arrive(Host.task(7)))).containsExactly(7L);
        assertThat(run(arrive(new ArrayList<>(List.of(1))::clear))).isEmpty();
        assertThat(run(arrive(System::gc))).isEmpty();
        assertThat(run(arrive(Object::new))).isEmpty();
    }

    private static final class Named implements Task {
        private static final long serialVersionUID = 1L;
        private final String value;

        Named(String value) {
            this.value = value;
        }

        private Task capturingThis() {
            return () -> ARRIVED.add(value);
        }

        @Override
        public void run() {
            ARRIVED.add(value);
        }
    }

    @Test
    void taskThatIsNoLambda_orCapturesItsObject_isSerialized() throws Exception {
        assertThat(run(arrive(new Named("class")))).containsExactly("class");
        assertThat(run(arrive(new Named("this").capturingThis()))).containsExactly("this");
    }

    @Test
    void arrivedLambda_travelsOn() throws Exception {
        String text = "far";
        Task once = arrive(() -> ARRIVED.add(text));
        Task twice = arrive(once);
        Task within = arrive(() -> once.run());

        assertThat(run(twice)).containsExactly("far");
        assertThat(run(within)).containsExactly("far");
    }

    @Test
    void worker_arrivesWithNameAndNumber() throws Exception {
        ProcessWorker worker = new ProcessWorker("named", () -> {});
        ProcessWorker arrived = travel(worker);

        assertThat(arrived.getName()).isEqualTo("named");
        assertThat(number(arrived)).isEqualTo(number(worker));
        assertThat(arrived.isDaemon()).isTrue();
    }

    @Test
    @Tag("process")
    void exception_ofABridgedLambda_hasTheUsersFramesOnly() throws Exception {
        ProcessWorker worker =
                Worker.ofProcess()
                        .start(() -> {
                            throw new IOException("checked");
                        });
        worker.join();
        TaskFailedException failure = (TaskFailedException) worker.getFailure().orElseThrow();

        assertThat(failure.remoteClassName()).isEqualTo("java.io.IOException");
        assertThat(failure.remoteStackTrace()).hasSize(1);
        assertThat(failure.remoteStackTrace()[0].getMethodName())
                .startsWith("lambda$exception_ofABridgedLambda");
    }
}
