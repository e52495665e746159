package dev.polyrhythm.internal.channel;

/** The kind of task that the bytes of a submission encode. */
public enum TaskForm {
    TASK(0),
    JOB(1),
    FUNCTION(2);

    private final int code;

    TaskForm(int code) {
        this.code = code;
    }

    /** Returns the number of the form in a request. */
    int code() {
        return code;
    }

    /** Returns the form with a number. */
    static TaskForm of(int code) {
        return switch (code) {
            case 0 -> TASK;
            case 1 -> JOB;
            default -> FUNCTION;
        };
    }
}
