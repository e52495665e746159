package dev.polyrhythm.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.polyrhythm.monitor.RunningProgram;
import dev.polyrhythm.monitor.WorkerStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** The output of {@code polyrhythm top --json}; {@code docs/guide/top.md} has the fields. */
final class TopJson {
    private static final int VERSION = 1;

    private TopJson() {}

    static String of(List<RunningProgram> programs) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeArrayFieldStart("programs");
            for (RunningProgram program : programs) {
                write(json, program);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, RunningProgram program) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", program.pid());
        json.writeStringField("command", CommandText.of(program.pid()));
        json.writeFieldName("first");
        write(json, program.first());
        json.writeArrayFieldStart("workers");
        for (WorkerStatus worker : program.workers()) {
            write(json, worker);
        }
        json.writeEndArray();
        json.writeNumberField("more", program.more());
        json.writeArrayFieldStart("notes");
        for (String note : program.notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, WorkerStatus worker) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", TopTable.lower(worker.kind()));
        json.writeStringField("name", worker.name());
        json.writeNumberField("pid", worker.pid());
        write(json, "threadId", worker.threadId());
        json.writeStringField("state", TopTable.lower(worker.state()));
        if (worker.cpuPercent() < 0) {
            json.writeNullField("cpuPercent");
        } else {
            json.writeNumberField("cpuPercent", Math.round(10 * worker.cpuPercent()) / 10.0);
        }
        write(json, "residentBytes", worker.residentBytes());
        write(json, "tasks", worker.tasks());
        write(json, "heartBeatMillis", worker.heartBeatMillis());
        json.writeArrayFieldStart("rogue");
        for (WorkerStatus.Rogue reason : worker.rogue()) {
            json.writeString(TopTable.lower(reason));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, long number) throws IOException {
        if (number == WorkerStatus.NONE) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, number);
        }
    }
}
