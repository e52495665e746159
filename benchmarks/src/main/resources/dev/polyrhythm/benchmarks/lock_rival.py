"""Two processes contend for one multiprocessing.Lock: WARMUP MEASURE contended|turns."""

import multiprocessing
import sys
import time

from common import Rate, Window, report, verify

BATCH = 16


def use(me, turns, lock, counter, acquisitions, turn, window):
    rate = Rate(window)
    end = window.end()
    mine = 0
    while time.monotonic_ns() < end:
        for _ in range(BATCH):
            with lock:
                if turns:
                    if turn.value != me:
                        continue
                    turn.value = 1 - me
                counter.value += 1
                mine += 1
        rate.look(counter.value)
    with acquisitions.get_lock():
        acquisitions.value += mine
    return rate.per_second(counter.value)


def other(window, *arguments):
    window.enter()
    use(1, *arguments, window)


def main(warmup, measure, what):
    window = Window(multiprocessing, warmup, measure)
    counter = multiprocessing.Value("q", 0, lock=False)
    acquisitions = multiprocessing.Value("q", 0)
    turn = multiprocessing.Value("i", 0, lock=False)
    shared = (what == "turns", multiprocessing.Lock(), counter, acquisitions, turn)
    process = multiprocessing.Process(target=other, args=(window, *shared))
    process.start()
    window.open([process])
    rate = use(0, *shared, window)
    process.join()
    verify("acquisitions", acquisitions.value, counter.value)
    report(1 / rate)


if __name__ == "__main__":
    main(*sys.argv[1:])
