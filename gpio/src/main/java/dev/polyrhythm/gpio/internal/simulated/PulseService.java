package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseEngine;
import dev.polyrhythm.gpio.internal.pulse.PulseThread;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.RegionService;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one pulse engine of a program, and the watch over its pins' holders, in its first process.
 */
public final class PulseService implements RegionService {
    static final String NAME = "pins";
    private static volatile @Nullable PulseThread engine;

    /** Made by {@link java.util.ServiceLoader}. */
    public PulseService() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start(Region region) {
        BoardMemory board = ProgramBoard.open();
        PulseThread thread = new PulseThread(new PulseEngine(board, Line::new));
        thread.start();
        engine = thread;
        HolderWatch.start(board, new SharedPulses());
        ShutdownPhases.register(ShutdownPhases.Phase.DEVICES, thread::end);
    }

    /** Wakes the engine for a new set point, if it is in this process. */
    static void wakeEngine() {
        PulseThread thread = engine;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
