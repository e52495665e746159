package dev.polyrhythm.memory;

/** What the Javadoc shows. */
final class QueueSnippets {
    private QueueSnippets() {}

    static void produce(SharedQueue<String> jobs, int count) throws InterruptedException {
        // @start region="queue"
        for (int i = 0; i < count; i++) {
            jobs.put("job " + i); // in one process
        }
        jobs.close();
        // @end
    }

    static int consume(SharedQueue<String> jobs) throws InterruptedException {
        int count = 0;
        // @start region="consume"
        try {
            while (true) {
                String job = jobs.take(); // in another
                count += job.startsWith("job ") ? 1 : 0;
            }
        } catch (ClosedException e) {
            return count; // all are done
        }
        // @end
    }
}
