package dev.polyrhythm.internal.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import jdk.jfr.Timespan;

/** The event of the end of a pool's job, or of a map's item, in flight recordings. */
@Name("dev.polyrhythm.PoolTask")
@Label("Pool Task")
@Category("Polyrhythm")
@Description("A job, or an item of a map, has ended; of very many, some are reported")
@StackTrace(false)
@Throttle("1000/s")
public final class PoolTask extends Event {
    /** The ways to end. */
    public enum Ending {
        RETURNED,
        FAILED,
        DIED
    }

    @Label("Pool")
    String pool = "";

    @Label("Call")
    @Description("Number of the job or the map, among all of this process")
    long call;

    @Label("Index")
    @Description("Of the item, in the map; 0 for a job")
    int index;

    @Label("Ending")
    @Description("RETURNED, FAILED or, with its worker, DIED")
    String ending = "";

    @Label("Working Time")
    @Description("How long it ran; 0 if that is not known")
    @Timespan(Timespan.NANOSECONDS)
    long workingTime;

    public static void tell(String pool, long call, int index, Ending ending, long nanos) {
        PoolTask event = new PoolTask();
        if (event.shouldCommit()) {
            event.pool = pool;
            event.call = call;
            event.index = index;
            event.ending = ending.name();
            event.workingTime = nanos;
            event.commit();
        }
    }
}
