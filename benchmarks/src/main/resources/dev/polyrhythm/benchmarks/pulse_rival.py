"""Eight servos at 50 Hz, a thread with relative sleeps for each: WARMUP MEASURE width50|width99|late99."""

import sys
import threading
import time

from common import report

SERVOS = 8
PERIOD = 0.020


def pulses(servo, begin, start, stop, widths, found):
    width = 0.001 + 0.00015 * servo
    number = 0
    while True:
        rose = time.monotonic_ns()
        if rose >= stop:
            return
        time.sleep(width)
        fell = time.monotonic_ns()
        if rose >= start:
            lateness = rose - begin - int(number * PERIOD * 1e9)
            found.append(abs(fell - rose - int(width * 1e9)) if widths else abs(lateness))
        number += 1
        time.sleep(PERIOD - width)


def main(warmup, measure, metric):
    begin = time.monotonic_ns()
    start = begin + int(warmup) * 1_000_000
    stop = start + int(measure) * 1_000_000
    found = []
    threads = [
        threading.Thread(
            target=pulses, args=(i, begin, start, stop, metric.startswith("width"), found)
        )
        for i in range(SERVOS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found.sort()
    report(found[int((len(found) - 1) * (0.99 if metric.endswith("99") else 0.50))] / 1e9)


if __name__ == "__main__":
    main(*sys.argv[1:])
