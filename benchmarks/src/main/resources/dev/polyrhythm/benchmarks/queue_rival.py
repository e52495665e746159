"""Items through multiprocessing.Queue: WARMUP MEASURE SIZE|record PRODUCERS CONSUMERS."""

import multiprocessing
import sys
import time
from typing import NamedTuple

from common import Rate, Window, report, verify

CAPACITY = 1024
LARGE_CAPACITY = 16
LARGE = 1 << 17
VARIETY = 16
MARK = -1


class Reading(NamedTuple):
    sensor: int
    at: int
    value: float


class Records:
    batch = 64
    capacity = CAPACITY

    def get(self, number):
        return Reading(number % VARIETY, number, number / 2)

    def key(self, item):
        if item.at != int(item.value * 2):
            raise SystemExit("a torn item")
        return item.sensor

    def mark(self, count, key_sum):
        return Reading(MARK, count, float(key_sum))

    def read_mark(self, item):
        return (item.at, int(item.value)) if item.sensor == MARK else None


class Bytes:
    def __init__(self, size):
        self.size = size
        self.capacity = CAPACITY if size < LARGE else LARGE_CAPACITY
        self.batch = min(max((1 << 14) // size, 1), 256)
        self.contents = [bytes([i]) * size for i in range(VARIETY)]

    def get(self, number):
        return self.contents[number % VARIETY]

    def key(self, item):
        if len(item) != self.size or item[0] != item[-1]:
            raise SystemExit("a torn item")
        return item[0]

    def mark(self, count, key_sum):
        return (count, key_sum)

    def read_mark(self, item):
        return item if isinstance(item, tuple) else None


def items_of(kind):
    return Records() if kind == "record" else Bytes(int(kind))


def produce(queue, kind, window):
    items = items_of(kind)
    window.enter()
    end = window.end()
    count = key_sum = 0
    while time.monotonic_ns() < end:
        for _ in range(items.batch):
            item = items.get(count)
            count += 1
            key_sum += items.key(item)
            queue.put(item)
    queue.put(items.mark(count, key_sum))


def consume(queue, kind, window, marks):
    items = items_of(kind)
    rate = Rate(window)
    count = key_sum = sent = sent_key_sum = 0
    while marks:
        item = queue.get()
        mark = items.read_mark(item)
        if mark is not None:
            sent += mark[0]
            sent_key_sum += mark[1]
            marks -= 1
            continue
        key_sum += items.key(item)
        count += 1
        if count % items.batch == 0:
            rate.look(count)
    return rate.per_second(count), count, key_sum, sent, sent_key_sum


def consume_and_tell(queue, kind, window, marks, results):
    window.enter()
    results.put(consume(queue, kind, window, marks))


def main(warmup, measure, kind, producers, consumers):
    producers, consumers = int(producers), int(consumers)
    window = Window(multiprocessing, warmup, measure)
    queue = multiprocessing.Queue(items_of(kind).capacity)
    results = multiprocessing.Queue()
    marks = producers // consumers
    others = [
        multiprocessing.Process(target=produce, args=(queue, kind, window))
        for _ in range(producers)
    ] + [
        multiprocessing.Process(target=consume_and_tell, args=(queue, kind, window, marks, results))
        for _ in range(consumers - 1)
    ]
    for other in others:
        other.start()
    window.open(others)
    taken = consume(queue, kind, window, marks)
    for _ in range(consumers - 1):
        taken = [mine + theirs for mine, theirs in zip(taken, results.get())]
    for other in others:
        other.join()
    verify("items taken", taken[3], taken[1])
    verify("sum of the keys", taken[4], taken[2])
    report(taken[0])


if __name__ == "__main__":
    main(*sys.argv[1:])
