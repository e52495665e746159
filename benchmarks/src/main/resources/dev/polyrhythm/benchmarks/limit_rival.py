"""A job exceeds the wait of its caller: the time until its process is gone: JOBS TIMEOUT_MS."""

import multiprocessing
import os
import statistics
import sys
import time

from common import report

SIZE = 2
multiprocessing.set_start_method("fork")  # workers inherit what is global
LIMIT_MS = 200
began = multiprocessing.Value("q", 0)
pid = multiprocessing.Value("q", 0)


def spin():
    pid.value = os.getpid()
    began.value = time.monotonic_ns()
    while time.monotonic_ns() < began.value + 60_000_000_000:
        pass


def is_running(number):
    try:
        os.kill(number, 0)
        return True
    except ProcessLookupError:
        return False


def exceed(pool, timeout_ms):
    began.value = 0
    result = pool.apply_async(spin)
    try:
        result.get(LIMIT_MS / 1000)
        raise SystemExit("it has a result")
    except multiprocessing.TimeoutError:
        now = time.monotonic_ns()
    limit = began.value + LIMIT_MS * 1_000_000
    while is_running(pid.value):
        now = time.monotonic_ns()
        if now > limit + timeout_ms * 1_000_000:
            return float("inf")
        time.sleep(0.001)
    return now - limit


def main(jobs, timeout_ms):
    durations = []
    for _ in range(int(jobs)):
        with multiprocessing.Pool(SIZE) as pool:
            pool.map(abs, range(SIZE))
            durations.append(exceed(pool, int(timeout_ms)))
        if durations[-1] == float("inf"):
            return report("Infinity")
    report(statistics.median(durations) / 1e9)


if __name__ == "__main__":
    main(*sys.argv[1:])
