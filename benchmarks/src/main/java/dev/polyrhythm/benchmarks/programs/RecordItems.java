package dev.polyrhythm.benchmarks.programs;

import java.io.Serializable;

/** Small serialized objects. */
record RecordItems() implements Items<RecordItems.Reading> {
    private static final int SENSORS = 16;
    private static final int MARK = -1;

    /**
     * An item.
     *
     * @param sensor its number
     * @param at the time
     * @param value the reading
     */
    record Reading(int sensor, long at, double value) implements Serializable {}

    @Override
    public Reading get(long number) {
        return new Reading((int) (number % SENSORS), number, number / 2.0);
    }

    @Override
    public int key(Reading item) {
        if (item.at() != (long) (item.value() * 2)) {
            throw new IllegalStateException("a torn item: " + item);
        }
        return item.sensor();
    }

    @Override
    public Reading mark(long count, long keySum) {
        return new Reading(MARK, count, keySum);
    }

    @Override
    public boolean isMark(Reading item) {
        return item.sensor() == MARK;
    }

    @Override
    public long count(Reading mark) {
        return mark.at();
    }

    @Override
    public long keySum(Reading mark) {
        return (long) mark.value();
    }
}
