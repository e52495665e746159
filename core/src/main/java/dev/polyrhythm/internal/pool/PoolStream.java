package dev.polyrhythm.internal.pool;

import dev.polyrhythm.internal.channel.Values;
import dev.polyrhythm.memory.PolyrhythmException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of a function over items that are taken one by one, as far ahead as was agreed. For
 * one thread at a time.
 */
final class PoolStream<A extends @Nullable Object, T extends @Nullable Object>
        implements Iterator<T>, AutoCloseable {
    private final Iterator<? extends A> items;
    private final Function<? super A, ? extends TaskSubmission<T>> submit;
    private final boolean ordered;
    private final int ahead;
    private final ArrayDeque<TaskSubmission<T>> inOrder = new ArrayDeque<>();
    private final BlockingQueue<TaskSubmission<T>> done = new LinkedBlockingQueue<>();
    private final MemorySegment encoded;
    private boolean closed;

    /**
     * Makes a stream that has read no item yet.
     *
     * @param submit hands an item to the pool
     * @param ordered whether results come in the items' order, else as they are there
     * @param ahead how many items are in the pool at most
     * @param encoded the function, which goes with the stream
     */
    PoolStream(
            Iterator<? extends A> items,
            Function<? super A, ? extends TaskSubmission<T>> submit,
            boolean ordered,
            int ahead,
            MemorySegment encoded) {
        this.items = items;
        this.submit = submit;
        this.ordered = ordered;
        this.ahead = ahead;
        this.encoded = encoded;
    }

    @Override
    public boolean hasNext() {
        boolean more = !closed && (!inOrder.isEmpty() || items.hasNext());
        if (!more) {
            close();
        }
        return more;
    }

    @Override
    public T next() {
        if (closed) {
            throw new NoSuchElementException("the stream is closed");
        }
        try {
            fill();
            TaskSubmission<T> submission = ordered ? inOrder.removeFirst() : takeDone();
            return submission.get();
        } catch (ExecutionException e) {
            close();
            throw MapResults.unchecked(e);
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new PolyrhythmException(
                    "interrupted while waiting for a result of the stream", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void fill() {
        while (inOrder.size() < ahead && items.hasNext()) {
            TaskSubmission<T> submission = submit.apply(items.next());
            inOrder.addLast(submission);
            if (!ordered) {
                submission.whenDone(() -> done.add(submission));
            }
        }
    }

    private TaskSubmission<T> takeDone() throws InterruptedException {
        if (inOrder.isEmpty()) {
            throw new NoSuchElementException("no more items");
        }
        TaskSubmission<T> submission = done.take();
        inOrder.remove(submission);
        return submission;
    }

    /** Cancels what is not done. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            inOrder.forEach(submission -> submission.cancel(true));
            inOrder.clear();
            if (encoded.byteSize() > 0) {
                Values.remove(encoded, 0);
            }
        }
    }
}
