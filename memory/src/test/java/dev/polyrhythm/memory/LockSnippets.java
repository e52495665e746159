package dev.polyrhythm.memory;

/** The code that the Javadoc quotes. */
final class LockSnippets {
    private LockSnippets() {}

    static void transfer(
            SharedLock lock, SharedIntArray accounts, int from, int to, int amount, int total) {
        // @start region="lock"
        if (lock.acquire() == Acquired.ABANDONED) { // somebody died in the middle of a transfer
            accounts.set(to, total - accounts.get(from));
            lock.repaired();
        }
        try {
            accounts.getAndAdd(from, -amount);
            accounts.getAndAdd(to, amount);
        } finally {
            lock.unlock();
        }
        // @end
    }
}
