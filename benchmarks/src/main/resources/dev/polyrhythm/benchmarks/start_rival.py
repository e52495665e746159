"""From a process's start to its first line: spawn|forkserver|fork SKIPPED COUNTED PAUSE_MS."""

import multiprocessing
import statistics
import sys
import time

from common import report, verify


def tell(at):
    at.value = time.monotonic_ns()


def start(context):
    at = context.Value("q", 0, lock=False)
    process = context.Process(target=tell, args=(at,))
    begin = time.monotonic_ns()
    process.start()
    process.join()
    verify("exit code", 0, process.exitcode)
    return at.value - begin


def main(method, skipped, counted, pause_ms):
    context = multiprocessing.get_context(method)
    durations = []
    for i in range(int(skipped) + int(counted)):
        duration = start(context)
        if i >= int(skipped):
            durations.append(duration)
        time.sleep(int(pause_ms) / 1000)
    report(statistics.median(durations) / 1e9)


if __name__ == "__main__":
    main(*sys.argv[1:])
