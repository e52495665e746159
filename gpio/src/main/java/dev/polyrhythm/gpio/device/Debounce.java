package dev.polyrhythm.gpio.device;

/**
 * Tells a level from the bounces of a contact: a change counts once the level has stayed for a
 * time. Times are those of the edges, so that an edge which is handed over late changes nothing.
 * Not safe for use by several threads.
 */
final class Debounce {
    private final long stableNanos;
    private boolean level; // the one that counts
    private boolean latest;
    private long since;
    private long changedAt;

    Debounce(long stableNanos, boolean level, long nanoTime) {
        this.stableNanos = stableNanos;
        this.level = level;
        this.latest = level;
        this.since = nanoTime;
        this.changedAt = nanoTime;
    }

    boolean level() {
        return level;
    }

    /** Returns when the edge was that led to the level that counts. */
    long changedAt() {
        return changedAt;
    }

    /** Returns when the level may change without another edge. */
    long deadline() {
        return latest == level ? Alarm.NEVER : since + stableNanos;
    }

    /** Takes an edge. Returns true if the level that counted until this edge has changed. */
    boolean edgeConfirms(boolean high, long nanoTime) {
        boolean changed = nanoTime >= deadline() && accept();
        if (high != latest) {
            latest = high;
            since = nanoTime;
        }
        return changed;
    }

    /**
     * Looks at the time. Returns true if the level that counts has changed.
     *
     * @param high the level of the line now: when it is another, an edge is still on its way
     */
    boolean timeConfirms(long now, boolean high) {
        if (now < deadline()) {
            return false;
        }
        if (high != latest) {
            since = now;
            return false;
        }
        return accept();
    }

    private boolean accept() {
        level = latest;
        changedAt = since;
        return true;
    }
}
