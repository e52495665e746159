package dev.polyrhythm.monitor;

import dev.polyrhythm.Worker;
import dev.polyrhythm.internal.worker.WorkerKind;
import dev.polyrhythm.memory.PolyrhythmException;
import dev.polyrhythm.memory.internal.region.RegionMembers;
import dev.polyrhythm.memory.internal.region.RegionMembers.Member;
import dev.polyrhythm.monitor.Activity.Row;
import dev.polyrhythm.monitor.WorkerStatus.Rogue;
import dev.polyrhythm.monitor.WorkerStatus.State;
import dev.polyrhythm.platform.ProcessInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One look at one program: the reports of its processes, and the system's facts on them. */
final class ProgramSampler {
    private static final long LONGEST_SILENCE_MILLIS = 2000;
    private static final long LARGEST_FILE = 1 << 20;

    private final RegionMembers region;
    private final CpuUsage<ProcessKey> usage;
    private final Map<Long, Activity> activities = new LinkedHashMap<>(); // by process id
    private final Map<Long, WorkerStatus> processes = new LinkedHashMap<>(); // workers
    private final List<WorkerStatus> workers = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** A process; another one that gets its id later has another start. */
    record ProcessKey(long pid, long startTicks) {}

    ProgramSampler(RegionMembers region, CpuUsage<ProcessKey> usage) {
        this.region = region;
        this.usage = usage;
    }

    /** Returns nothing of a program that does not publish its activity. */
    Optional<RunningProgram> take() {
        if (!region.fault().isEmpty()) {
            notes.add(
                    "another version of Polyrhythm: region=%s, %s"
                            .formatted(region.directory(), region.fault()));
        }
        region.members().forEach(this::read);
        if (activities.isEmpty() && notes.isEmpty()) {
            return Optional.empty();
        }
        activities.values().forEach(this::addWorkers);
        long more = activities.values().stream().mapToLong(Activity::more).sum();
        more = Math.max(0, more - addUnlisted());
        return Optional.of(new RunningProgram(region.ownerPid(), first(), workers, more, notes));
    }

    private void read(Member member) {
        var file = Activity.path(region.directory(), member.participant());
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException("it is too large");
            }
            Activity activity = Activity.of(Files.readString(file));
            if (activity.participant() == member.participant()) { // else its predecessor wrote it
                activities.put(member.pid(), activity);
            }
        } catch (NoSuchFileException e) {
            // The process has not published yet, or publishing is off.
        } catch (IOException | PolyrhythmException e) {
            notes.add(
                    "cannot read what a process says: pid=%d, file=%s (%s)"
                            .formatted(member.pid(), file, e.getMessage()));
        }
    }

    private void addWorkers(Activity activity) {
        for (Row row : activity.workers()) {
            if (row.kind() == WorkerKind.PROCESS) {
                addProcess(row);
            } else {
                workers.add(thread(activity, row));
            }
        }
    }

    private static WorkerStatus thread(Activity activity, Row row) {
        return new WorkerStatus(
                Worker.Kind.valueOf(row.kind().name()),
                row.name(),
                activity.pid(),
                row.id(),
                State.valueOf(row.state().name()),
                row.cpuPerMille() < 0 ? WorkerStatus.NONE : row.cpuPerMille() / 10.0,
                WorkerStatus.NONE,
                row.tasks(),
                age(activity),
                row.isGivenUp() ? List.of(Rogue.GIVEN_UP) : List.of());
    }

    /** Adds a process, unless it has ended since its parent wrote. */
    private void addProcess(Row row) {
        if (row.id() == 0) {
            workers.add(process(row.name(), 0, State.STARTING, row.tasks(), null));
            return;
        }
        ProcessInfo facts = ProcessInfo.of(row.id()).orElse(null);
        if (facts == null ? isGone(row.id()) : facts.hasEnded()) {
            return;
        }
        WorkerStatus status =
                process(
                        row.name(),
                        row.id(),
                        State.valueOf(row.state().name()),
                        row.tasks(),
                        facts);
        processes.put(row.id(), status);
        workers.add(status);
    }

    private static boolean isGone(long pid) {
        return ProcessHandle.of(pid).isEmpty();
    }

    /** Adds processes for which their parent had no place; returns their number. */
    private int addUnlisted() {
        int added = 0;
        for (Activity activity : activities.values()) {
            if (activity.parentPid() != 0 && !processes.containsKey(activity.pid())) {
                ProcessInfo facts = ProcessInfo.of(activity.pid()).orElse(null);
                workers.add(
                        process(
                                activity.name(),
                                activity.pid(),
                                State.RUNNING,
                                WorkerStatus.NONE,
                                facts));
                added++;
            }
        }
        return added;
    }

    private WorkerStatus first() {
        long pid = region.ownerPid();
        return process("", pid, State.RUNNING, WorkerStatus.NONE, ProcessInfo.of(pid).orElse(null));
    }

    private WorkerStatus process(
            String name, long pid, State reported, long tasks, @Nullable ProcessInfo facts) {
        Activity own = activities.get(pid);
        long silence = own == null ? WorkerStatus.NONE : age(own);
        boolean isStopped = facts != null && facts.isStopped();
        return new WorkerStatus(
                Worker.Kind.PROCESS,
                name,
                pid,
                WorkerStatus.NONE,
                isStopped ? State.STOPPED : reported,
                facts == null ? WorkerStatus.NONE : cpuPercent(pid, facts),
                facts == null ? WorkerStatus.NONE : facts.residentBytes(),
                tasks,
                silence,
                rogue(isStopped, silence));
    }

    private double cpuPercent(long pid, ProcessInfo facts) {
        ProcessKey key = new ProcessKey(pid, facts.startTicks());
        double perMille = usage.perMille(key, facts.cpuTicks() * ProcessInfo.TICK_NANOS);
        return perMille < 0 ? WorkerStatus.NONE : perMille / 10;
    }

    private static List<Rogue> rogue(boolean isStopped, long silenceMillis) {
        if (isStopped) {
            return List.of(Rogue.STOPPED);
        }
        return silenceMillis > LONGEST_SILENCE_MILLIS ? List.of(Rogue.NO_HEART_BEAT) : List.of();
    }

    private static long age(Activity activity) {
        return Math.max(0, (System.nanoTime() - activity.nanoTime()) / 1_000_000);
    }
}
