"""An empty job to a pool of two processes and back: WARMUP MEASURE pool|executor hot|idle."""

import concurrent.futures
import multiprocessing
import statistics
import sys
import time

from common import report

SIZE = 2
PAUSE = 0.002


def nothing():
    pass


def measure(round_trip, warmup_ms, measure_ms, idle):
    round_trip()
    durations = []
    start = time.monotonic_ns() + int(warmup_ms) * 1_000_000
    now = time.monotonic_ns()
    while now < start + int(measure_ms) * 1_000_000 or not durations:
        if idle:
            time.sleep(PAUSE)
        begin = time.monotonic_ns()
        round_trip()
        now = time.monotonic_ns()
        if begin >= start:
            durations.append(now - begin)
    return statistics.median(durations) / 1e9


def main(warmup, measured, kind, mode):
    idle = mode == "idle"
    if kind == "pool":
        with multiprocessing.Pool(SIZE) as pool:
            report(measure(lambda: pool.apply(nothing), warmup, measured, idle))
    else:
        with concurrent.futures.ProcessPoolExecutor(SIZE) as executor:
            report(measure(lambda: executor.submit(nothing).result(), warmup, measured, idle))


if __name__ == "__main__":
    main(*sys.argv[1:])
