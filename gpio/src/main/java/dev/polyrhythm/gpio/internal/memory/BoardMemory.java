package dev.polyrhythm.gpio.internal.memory;

import dev.polyrhythm.memory.internal.region.Region;
import dev.polyrhythm.memory.internal.wait.EventCount;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongPredicate;

/**
 * The memory of a board: shared by the processes of the program, or, for a board on a virtual
 * clock, private to one process.
 */
public final class BoardMemory {
    private interface Storage {
        MemorySegment open(String name, long byteSize);
    }

    private final String name;
    private final Storage storage;
    private final MemorySegment[] entries = new MemorySegment[PinLayout.PINS];
    private final EventCount changes;
    private final long self;
    private final LongPredicate alive;
    private final AtomicReferenceArray<PinMemory> pins = new AtomicReferenceArray<>(PinLayout.PINS);

    private BoardMemory(String name, Storage storage, long self, LongPredicate alive) {
        this.name = name;
        this.storage = storage;
        MemorySegment board = storage.open(name, PinLayout.BOARD_SIZE);
        Arrays.setAll(entries, pin -> PinLayout.entry(board, pin));
        this.changes = new EventCount(PinLayout.changes(board));
        this.self = self;
        this.alive = alive;
    }

    /** Opens the memory that the processes of the program share, by the board's name. */
    public static BoardMemory shared(String name) {
        Region region = Region.current();
        return new BoardMemory(name, region::named, region.self(), region::isAlive);
    }

    /** Whether any process of the program has opened the board. */
    public static boolean isInUse(String name) {
        return Region.exists() && Region.current().has(name);
    }

    /** Makes the memory of a board that no other process sees. */
    public static BoardMemory ofOneProcess() {
        Arena arena = Arena.ofAuto();
        return new BoardMemory(
                "board", (file, size) -> arena.allocate(size, Long.BYTES), 1, id -> id == 1);
    }

    /** Opens a pin; makes its file when it is not there. */
    public PinMemory open(int pin) {
        PinMemory known = pins.get(pin);
        if (known != null) {
            return known;
        }
        MemorySegment entry = entries[pin];
        PinMemory opened =
                new PinMemory(pin, entry, storage.open(name + "-pin-" + pin, PinLayout.PIN_SIZE));
        PinLayout.set(entry, PinLayout.OPENED, 1);
        return pins.compareAndSet(pin, null, opened) ? opened : open(pin);
    }

    /** Whether any process has opened the pin so far. */
    public boolean wasOpened(int pin) {
        return PinLayout.get(entries[pin], PinLayout.OPENED) != 0;
    }

    /** Returns what the engine sleeps on; each change of a set point wakes it. */
    public EventCount changes() {
        return changes;
    }

    /** This process, as a holder. */
    public long self() {
        return self;
    }

    public boolean isAlive(long holder) {
        return alive.test(holder);
    }
}
