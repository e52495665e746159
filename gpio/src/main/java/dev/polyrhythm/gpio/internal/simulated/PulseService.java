package dev.polyrhythm.gpio.internal.simulated;

import dev.polyrhythm.gpio.internal.memory.BoardMemory;
import dev.polyrhythm.gpio.internal.pulse.PulseEngine;
import dev.polyrhythm.gpio.internal.pulse.PulseThread;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.region.RegionService;
import dev.polyrhythm.memory.internal.region.ShutdownPhases;

/**
 * The one pulse engine of a program, and the watch over its pins' holders, in its first process.
 */
public final class PulseService implements RegionService {
    static final String NAME = "pins";

    /** Made by {@link java.util.ServiceLoader}. */
    public PulseService() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void start(Region region) {
        BoardMemory board = ProgramBoard.open();
        PulseThread thread = new PulseThread(new PulseEngine(board, Line::new), Line::new);
        thread.start();
        HolderWatch.start(board, new SharedPulses(board));
        ShutdownPhases.register(ShutdownPhases.Phase.DEVICES, thread::end);
    }
}
