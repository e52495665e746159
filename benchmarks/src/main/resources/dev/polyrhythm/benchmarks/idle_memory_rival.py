"""The proportional set size of a child that does nothing: METHOD IDLE_MS."""

import multiprocessing
import sys
import time

from common import report

KIB = 1024


def idle(arrived):
    arrived.set()
    time.sleep(60)


def main(method, idle_ms):
    context = multiprocessing.get_context(method)
    arrived = context.Event()
    process = context.Process(target=idle, args=(arrived,))
    process.start()
    arrived.wait()
    time.sleep(int(idle_ms) / 1000)
    with open(f"/proc/{process.pid}/smaps_rollup") as lines:
        sizes = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    report(sizes[0] * KIB)
    process.kill()
    process.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
