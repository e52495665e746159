package dev.polyrhythm.monitor;

import dev.polyrhythm.memory.internal.region.RegionMembers;
import java.util.List;

/**
 * Looks at this user's programs on this machine, again and again. It reads files, and neither
 * changes anything nor waits for anybody. How much of a processor a process needs is known from the
 * second look at it on. For one thread.
 */
public final class ProgramMonitor {
    private final CpuUsage times = new CpuUsage();

    /** Has looked at nothing yet. */
    public ProgramMonitor() {}

    /**
     * Looks now.
     *
     * @return the programs that say what they run, or of which that could not be read
     */
    public List<RunningProgram> look() {
        List<RunningProgram> programs =
                RegionMembers.all().stream()
                        .filter(RegionMembers::isAlive)
                        .flatMap(region -> new ProgramSampler(region, times).take().stream())
                        .toList();
        times.looked();
        return programs;
    }
}
