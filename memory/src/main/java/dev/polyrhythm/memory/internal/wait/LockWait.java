package dev.polyrhythm.memory.internal.wait;

import dev.polyrhythm.memory.SharedLock;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Threshold;

/** Event of flight recordings: a thread waits for a {@link SharedLock}. */
@Name("dev.polyrhythm.LockWait")
@Label("Shared Lock Wait")
@Category("Polyrhythm")
@Description("A thread waited for a lock that processes share")
@Threshold("10 ms")
public final class LockWait extends Event {
    @Label("Holder")
    @Description("Process id of the lock's holder when the wait began")
    long holderPid;

    @Label("Acquired")
    @Description("False if the time was over, or the thread was interrupted")
    public boolean acquired;

    public static LockWait begin(long holderPid) {
        LockWait wait = new LockWait();
        wait.holderPid = holderPid;
        wait.begin();
        return wait;
    }
}
