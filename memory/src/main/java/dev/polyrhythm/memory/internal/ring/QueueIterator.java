package dev.polyrhythm.memory.internal.ring;

import dev.polyrhythm.memory.internal.wait.EventCount;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The items of a queue, ring by ring; those that come and go meanwhile may be seen or not. */
public final class QueueIterator<E> implements Iterator<E> {
    private final SpmcRing[] rings;
    private final EventCount room;
    private final Function<Object, E> cast;
    private int ring;
    private long item;
    private @Nullable E next;
    private SpmcRing.@Nullable Place last;

    public QueueIterator(SpmcRing[] rings, EventCount room, Function<Object, E> cast) {
        this.rings = rings;
        this.room = room;
        this.cast = cast;
        this.item = rings.length == 0 ? 0 : rings[0].head();
        findNext();
    }

    /** Finds the next item, from here on. */
    private void findNext() {
        next = null;
        while (next == null && ring < rings.length) {
            if (item >= rings[ring].tail()) {
                ring++;
                item = ring < rings.length ? rings[ring].head() : 0;
            } else {
                Object found = rings[ring].peek(item);
                if (found == null) {
                    item++;
                } else {
                    next = cast.apply(found);
                }
            }
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public E next() {
        E result = next;
        if (result == null) {
            throw new NoSuchElementException("the queue has no more items");
        }
        last = new SpmcRing.Place(rings[ring], item);
        item++;
        findNext();
        return result;
    }

    @Override
    public void remove() {
        SpmcRing.Place place = last;
        if (place == null) {
            throw new IllegalStateException("next() comes before remove(), once for each");
        }
        last = null;
        if (place.ring().remove(place.item())) {
            room.wakeAll();
        }
    }
}
