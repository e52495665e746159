"""A worker of a pool of two is killed in a job: executor|pool KILLS TIMEOUT_MS."""

import concurrent.futures
import multiprocessing
import os
import signal
import statistics
import sys
import time

from common import report

SIZE = 2
multiprocessing.set_start_method("fork")  # workers inherit what is global
SETTLE = 0.05
pid = multiprocessing.Value("q", 0)


def idle():
    pid.value = os.getpid()
    time.sleep(60)


def kill():
    while not pid.value:
        time.sleep(0.001)
    time.sleep(SETTLE)
    killed_at = time.monotonic_ns()
    os.kill(pid.value, signal.SIGKILL)
    pid.value = 0
    return killed_at


def kill_in_executor():
    executor = concurrent.futures.ProcessPoolExecutor(SIZE)
    future = executor.submit(idle)
    killed_at = kill()
    try:
        future.result()
        raise SystemExit("a killed job has a result")
    except concurrent.futures.process.BrokenProcessPool:
        duration = time.monotonic_ns() - killed_at
    executor.shutdown()
    return duration


def kill_in_pool(timeout):
    with multiprocessing.Pool(SIZE) as pool:
        result = pool.apply_async(idle)
        killed_at = kill()
        result.wait(timeout)
        if not result.ready():
            return float("inf")
        return time.monotonic_ns() - killed_at


def main(kind, kills, timeout_ms):
    durations = []
    for _ in range(int(kills)):
        if kind == "executor":
            durations.append(kill_in_executor())
        else:
            durations.append(kill_in_pool(int(timeout_ms) / 1000))
        if durations[-1] == float("inf"):
            break
    report(statistics.median(durations) / 1e9 if durations[-1] != float("inf") else "Infinity")


if __name__ == "__main__":
    main(*sys.argv[1:])
