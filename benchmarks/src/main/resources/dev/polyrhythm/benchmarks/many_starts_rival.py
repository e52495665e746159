"""Starts many processes that do nothing and joins them: spawn|forkserver COUNT sequence|burst."""

import multiprocessing
import sys
import time

from common import report, verify


def nothing():
    pass


def start_and_join(context, count):
    processes = [context.Process(target=nothing) for _ in range(count)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        verify("exit code", 0, process.exitcode)


def main(method, count, how):
    context = multiprocessing.get_context(method)
    count = int(count)
    together = count if how == "burst" else 1
    start_and_join(context, 1)
    begin = time.monotonic_ns()
    for _ in range(0, count, together):
        start_and_join(context, together)
    report((time.monotonic_ns() - begin) / 1e9 / count)


if __name__ == "__main__":
    main(*sys.argv[1:])
