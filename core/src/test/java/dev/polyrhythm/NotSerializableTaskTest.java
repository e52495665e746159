package dev.polyrhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What cannot travel is named by the way to it, before anything is started. */
@Timeout(60)
class NotSerializableTaskTest {
    private record Holder(String label, Object inner) implements Serializable {}

    private static final class Stubborn extends ProcessWorker {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // on purpose
        private final Thread field = Thread.currentThread();

        @Override
        public void run() {
            field.interrupt();
        }
    }

    private static void assertRefused(Task task, String path, Class<?> type) {
        ProcessWorker worker = new ProcessWorker(task);

        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(worker::start)
                .withMessageContaining("path=" + path + ",")
                .withMessageContaining("type=" + type.getName())
                .satisfies(e -> assertThat(e.path()).isEqualTo(path));
        assertThat(worker.getState()).isEqualTo(Worker.State.NEW);
        assertThat(Worker.active()).doesNotContain(worker);
    }

    @Test
    void localVariable_isNamedAsInTheSource() {
        long wide = 1;
        Object socket = new Object();
        assertRefused(
                () -> System.out.println(wide + " " + socket), "worker.task.socket", Object.class);
    }

    @Test
    void enclosingInstance_isNamedThis() {
        assertRefused(this::helper, "worker.task.this", NotSerializableTaskTest.class);
        assertRefused(() -> helper(), "worker.task.this", NotSerializableTaskTest.class);
    }

    private void helper() {}

    @Test
    void fieldOfField_isNamedByItsPath() {
        Holder holder = new Holder("outer", new Holder("inner", new Object()));
        assertRefused(
                () -> System.out.println(holder), "worker.task.holder.inner.inner", Object.class);
    }

    @Test
    void elements_areNamedByTheirPlaces() {
        ArrayList<Object> list = new ArrayList<>(List.of("a", new Object()));
        assertRefused(() -> System.out.println(list), "worker.task.list[1]", Object.class);

        Object[] array = {"a", "b", new Object()};
        assertRefused(() -> System.out.println(array.length), "worker.task.array[2]", Object.class);

        HashMap<String, Object> map = new HashMap<>(Map.of("key", new Object()));
        assertRefused(() -> System.out.println(map), "worker.task.map.values[0]", Object.class);
    }

    @Test
    void fieldOfSubclass_isNamed() {
        Stubborn worker = new Stubborn();

        assertThatExceptionOfType(NotSerializableTaskException.class)
                .isThrownBy(worker::start)
                .satisfies(e -> assertThat(e.path()).isEqualTo("worker.field"));
    }
}
