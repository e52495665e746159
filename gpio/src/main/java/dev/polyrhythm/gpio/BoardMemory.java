package dev.polyrhythm.gpio;

import dev.polyrhythm.memory.internal.region.Region;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongPredicate;

/**
 * The memory of a board: shared by the processes of the program, or, for a board on a virtual
 * clock, private to whoever made it.
 */
final class BoardMemory {
    private static final String NAME = "board-simulated";

    private interface Storage {
        MemorySegment open(String name, long byteSize);
    }

    private final Storage storage;
    private final MemorySegment[] entries = new MemorySegment[PinLayout.PINS];
    private final long self;
    private final LongPredicate alive;
    private final AtomicReferenceArray<PinMemory> pins = new AtomicReferenceArray<>(PinLayout.PINS);

    private BoardMemory(Storage storage, long self, LongPredicate alive) {
        this.storage = storage;
        MemorySegment board = storage.open(NAME, PinLayout.BOARD_SIZE);
        Arrays.setAll(entries, pin -> PinLayout.entry(board, pin));
        this.self = self;
        this.alive = alive;
    }

    static BoardMemory shared() {
        Region region = Region.current();
        return new BoardMemory(region::named, region.self(), region::isAlive);
    }

    /** Whether any process of the program has opened the board. */
    static boolean isInUse() {
        return Region.exists() && Region.current().has(NAME);
    }

    static BoardMemory ofOneProcess() {
        Arena arena = Arena.ofAuto();
        return new BoardMemory((name, size) -> arena.allocate(size, Long.BYTES), 1, id -> id == 1);
    }

    /** The pin, its file made when it is not there. */
    PinMemory open(int pin) {
        PinMemory known = pins.get(pin);
        if (known != null) {
            return known;
        }
        MemorySegment entry = entries[pin];
        PinMemory opened =
                new PinMemory(pin, entry, storage.open(NAME + "-pin-" + pin, PinLayout.PIN_SIZE));
        PinLayout.set(entry, PinLayout.OPENED, 1);
        return pins.compareAndSet(pin, null, opened) ? opened : open(pin);
    }

    /** Whether any process has opened the pin so far. */
    boolean wasOpened(int pin) {
        return PinLayout.get(entries[pin], PinLayout.OPENED) != 0;
    }

    long self() {
        return self;
    }

    boolean isAlive(long holder) {
        return alive.test(holder);
    }
}
