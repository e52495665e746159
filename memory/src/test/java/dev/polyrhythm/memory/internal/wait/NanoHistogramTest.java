package dev.polyrhythm.memory.internal.wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NanoHistogramTest {
    private final NanoHistogram histogram =
            new NanoHistogram(Arena.ofAuto().allocate(NanoHistogram.BYTE_SIZE, Long.BYTES));

    @Test
    void buckets_followEachOther() {
        long last = -1;
        for (int bucket = 0; bucket < 1_800; bucket++) {
            long edge = NanoHistogram.upperEdge(bucket);
            assertThat(edge).isGreaterThan(last);
            assertThat(NanoHistogram.bucket(edge)).isEqualTo(bucket);
            assertThat(NanoHistogram.bucket(last + 1)).isEqualTo(bucket);
            last = edge;
        }
        assertThat(NanoHistogram.bucket(Long.MAX_VALUE))
                .isLessThan((int) (NanoHistogram.BYTE_SIZE / Long.BYTES));
    }

    @Test
    void percentiles_areNearThoseOfTheValues() {
        long[] values = new SplittableRandom(1).longs(10_000, 0, 5_000_000).toArray();
        for (long value : values) {
            histogram.record(value);
        }
        Arrays.sort(values);
        for (double share : new double[] {0.01, 0.5, 0.99, 1}) {
            double exact = (double) values[(int) Math.ceil(share * values.length) - 1];
            assertThat((double) histogram.percentile(share))
                    .isCloseTo(exact, Percentage.withPercentage(3.2));
        }
    }

    @Test
    void percentile_ofNothing_isZero() {
        assertThat(histogram.percentile(0.5)).isZero();
    }

    @Test
    void small_values_areExact() {
        histogram.record(0);
        histogram.record(3);
        histogram.record(31);
        assertThat((double) histogram.percentile(0.5)).isCloseTo(3, within(0.0));
        assertThat(histogram.percentile(1)).isEqualTo(31);
    }
}
