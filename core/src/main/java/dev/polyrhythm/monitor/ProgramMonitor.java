package dev.polyrhythm.monitor;

import dev.polyrhythm.memory.internal.region.RegionMembers;
import java.util.List;

/**
 * Looks at this user's programs on this machine, again and again. Reads files, and neither changes
 * anything nor waits. The processor time that a process uses is known from the second look at it
 * on. For one thread.
 */
public final class ProgramMonitor {
    private final CpuUsage<ProgramSampler.ProcessKey> usage = new CpuUsage<>();

    /** Makes a monitor that has looked at nothing yet. */
    public ProgramMonitor() {}

    /**
     * Looks now.
     *
     * @return the programs that publish their activity, or of which that could not be read
     */
    public List<RunningProgram> look() {
        List<RunningProgram> programs =
                RegionMembers.all().stream()
                        .filter(RegionMembers::isAlive)
                        .flatMap(region -> new ProgramSampler(region, usage).take().stream())
                        .toList();
        usage.looked();
        return programs;
    }
}
