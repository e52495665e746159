"""Operations on an uncontended multiprocessing.Value and Lock: WARMUP MEASURE increment|lock."""

import multiprocessing
import sys

from common import report, seconds_each, verify

STEPS = 1000


def main(warmup, measure, what):
    value = multiprocessing.Value("i", 0)
    lock = multiprocessing.Lock()
    expected = 0

    def increment():
        nonlocal expected
        expected += STEPS
        for _ in range(STEPS):
            with value.get_lock():
                value.value += 1

    def lock_and_unlock():
        acquire, release = lock.acquire, lock.release
        for _ in range(STEPS):
            acquire()
            release()

    step = increment if what == "increment" else lock_and_unlock
    seconds = seconds_each(warmup, measure, STEPS, step)
    verify("value", expected, value.value)
    verify("free", True, lock.acquire(timeout=1))
    report(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
