package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.owner.ProcessTable;
import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;

/** Permits that processes hold, and that come back when the holder is dead. */
final class OwnedPermits implements Permits {
    /*
     * What is free is not written anywhere: it is the total less what the table says that each
     * process holds. So taking, giving back and repairing are one store each, of the number that
     * one process holds, and a process that is killed before or after it leaves nothing half done.
     * That a permit is not taken twice is for the lock, under which the table is read and written:
     * a SharedLock, which goes on to the next one if its owner is killed. What it protects is whole
     * at every moment, so it does not matter that it was abandoned.
     *
     * Only the holder changes its number, and once it is dead the process that notices it. A
     * process that ends in good order keeps its permits until it is dead, too: its last threads may
     * still use what the permits are for.
     */
    @Serial private static final long serialVersionUID = 1L;

    private final SemaphoreMemory memory;
    private final SharedLock lock;
    private transient ProcessTable table;
    private transient long self;

    private OwnedPermits(SemaphoreMemory memory) {
        this.memory = memory;
        this.lock = SharedLock.create();
        this.table = memory.table();
        this.self = Region.current().self();
    }

    @Serial
    private void readObject(ObjectInputStream stream) throws IOException, ClassNotFoundException {
        stream.defaultReadObject();
        table = memory.table();
        self = Region.current().self();
    }

    static OwnedPermits create(int permits) {
        return new OwnedPermits(SemaphoreMemory.owned(permits));
    }

    @Override
    public void checkCount(int count) {
        if (count > memory.permits()) {
            throw new IllegalArgumentException(
                    "the semaphore never has so many permits: permits=%d, total=%d"
                            .formatted(count, memory.permits()));
        }
    }

    @Override
    public boolean tryTake(int count) {
        lock.lock();
        try {
            return count <= free() && take(count);
        } finally {
            lock.unlock();
        }
    }

    /** Takes the lock only if there is a chance. */
    @Override
    public boolean tryTakeWaiting(int count) {
        return count <= free() && tryTake(count);
    }

    /** Exact under the lock; else the numbers may be of different moments. */
    private int free() {
        long free = memory.permits();
        for (int entry = 0; table.has(entry); entry++) {
            free -= table.word(entry);
        }
        return (int) free;
    }

    private boolean take(int count) {
        if (count > 0) {
            int entry = table.claim(self);
            table.setWord(entry, table.word(entry) + count);
        }
        return true;
    }

    @Override
    public void giveBack(int count) {
        lock.lock();
        try {
            int entry = table.find(self);
            long held = entry == ProcessTable.NONE ? 0 : table.word(entry);
            if (held < count) {
                throw new IllegalStateException(
                        ("this process holds fewer permits than it releases: held=%d, released=%d;"
                                        + " use unowned() for a signal")
                                .formatted(held, count));
            }
            if (count > 0) {
                table.setWord(entry, held - count);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int available() {
        repair();
        lock.lock();
        try {
            return free();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int drain() {
        repair();
        lock.lock();
        try {
            int free = free();
            take(free);
            return free;
        } finally {
            lock.unlock();
        }
    }

    /** Asks the kernel without the lock: asking is slow, and the dead stay dead. */
    @Override
    public boolean repair() {
        boolean repaired = false;
        for (int entry = 0; table.has(entry); entry++) {
            long process = table.process(entry);
            if (table.isDead(entry, process)) {
                repaired |= takeBack(entry, process);
            }
        }
        if (repaired) {
            memory.event().wakeAll();
        }
        return repaired;
    }

    private boolean takeBack(int entry, long dead) {
        lock.lock();
        try {
            if (table.process(entry) != dead) {
                return false; // another one was faster
            }
            table.setWord(entry, 0);
            table.free(entry, dead);
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public EventCount event() {
        return memory.event();
    }
}
