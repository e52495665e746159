"""A map of empty jobs over a pool of two processes: WARMUP MEASURE ITEMS CHUNK pool|executor."""

import concurrent.futures
import multiprocessing
import sys
import time

from common import report, verify

SIZE = 2
WARMUP_ITEMS = 1000


def same(item):
    return item


def per_second(do_map, items, milliseconds):
    done = 0
    begin = now = time.monotonic_ns()
    while now < begin + int(milliseconds) * 1_000_000:
        results = do_map(items)
        now = time.monotonic_ns()
        verify("results", True, results == items)
        done += len(items)
    return done * 1e9 / (now - begin)


def measure(do_map, items, warmup_ms, measure_ms):
    per_second(do_map, items[:WARMUP_ITEMS], warmup_ms)
    report(per_second(do_map, items, measure_ms))


def main(warmup, measured, count, chunk, kind):
    items = list(range(int(count)))
    if kind == "pool":
        size = int(chunk) or None
        with multiprocessing.Pool(SIZE) as pool:
            measure(lambda of: pool.map(same, of, size), items, warmup, measured)
    else:
        # An executor does not choose: four chunks for each process, as a Pool has them.
        size = int(chunk) or -(-len(items) // (4 * SIZE))
        with concurrent.futures.ProcessPoolExecutor(SIZE) as executor:
            measure(
                lambda of: list(executor.map(same, of, chunksize=size)), items, warmup, measured
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
