"""A process that holds a multiprocessing.Lock is killed while another waits for it: KILLS."""

import multiprocessing
import sys
import time

from common import report

TIMEOUT = 2


def hold(lock, held):
    lock.acquire()
    held.set()
    time.sleep(1000)


def main(_kills):
    lock = multiprocessing.Lock()
    held = multiprocessing.Event()
    process = multiprocessing.Process(target=hold, args=(lock, held))
    process.start()
    held.wait()
    killed_at = time.monotonic_ns()
    process.kill()
    acquired = lock.acquire(timeout=TIMEOUT)
    report((time.monotonic_ns() - killed_at) / 1e9 if acquired else "Infinity")
    process.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
