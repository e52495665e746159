package dev.polyrhythm.internal.pool;

import org.jspecify.annotations.Nullable;

/**
 * How much is in a pool, and whether more will come without being submitted. As long as there is
 * something, the program is kept alive; the listener is told how it gets on. Guarded by the pool's
 * lock.
 */
final class PoolLoad {
    private final PoolKeepAlive keeper;
    private final @Nullable ProgressNotifier progress;
    private long outstanding; // items that are in the pool
    private int open; // calls that will bring more

    PoolLoad(PoolState core) {
        this.keeper = new PoolKeepAlive(core);
        this.progress =
                core.settings.progress() == null
                        ? null
                        : new ProgressNotifier(core, core.settings.progress());
    }

    /** A call will bring so many items one after the other. */
    void open(int items) {
        keeper.keep(); // first: it fails if the system has no thread left
        open++;
        submitted(items);
    }

    /** It brings nothing more, though so many items are missing. */
    void close(int missing) {
        open--;
        ended(missing, missing);
    }

    /** So many items were submitted; they are added now or later. */
    void submitted(int items) {
        if (progress != null) {
            progress.submitted(items);
        }
    }

    void add(int items) {
        keeper.keep();
        outstanding += items;
    }

    void remove(int items, int failed) {
        outstanding -= items;
        ended(items, failed);
    }

    private void ended(int items, int failed) {
        if (progress != null) {
            progress.ended(items, failed);
        }
    }

    boolean isEmpty() {
        return outstanding == 0;
    }

    /** Whether something is in the pool, or will be. */
    boolean isBusy() {
        return outstanding > 0 || open > 0;
    }

    /** Whether every item is another worker's: the next one often comes at once. */
    boolean isBrief(int workers) {
        return outstanding > 0 && outstanding <= workers;
    }

    /** The pool has ended. */
    void end() {
        keeper.end();
        if (progress != null) {
            progress.end();
        }
    }

    /** Without the lock, once the pool has ended: waits until all progress is told. */
    void awaitLastProgress() {
        if (progress != null) {
            progress.awaitLast();
        }
    }
}
