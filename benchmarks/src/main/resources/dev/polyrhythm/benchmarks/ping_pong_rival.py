"""16 bytes through a multiprocessing.Pipe and back: WARMUP MEASURE hot|idle."""

import multiprocessing
import statistics
import sys
import time

from common import Window, report, verify

PAUSE = 0.002
SIZE = 16


def echo(connection, window):
    window.enter()
    while ping := connection.recv():
        connection.send(ping)


def main(warmup, measure, what):
    window = Window(multiprocessing, warmup, measure)
    connection, far_end = multiprocessing.Pipe()
    process = multiprocessing.Process(target=echo, args=(far_end, window))
    process.start()
    window.open([process])
    durations = []
    number = 0
    now = time.monotonic_ns()
    while now < window.stop() or not durations:
        if what == "idle":
            time.sleep(PAUSE)
        ping = bytes([number % 128]) * SIZE
        number += 1
        begin = time.monotonic_ns()
        connection.send(ping)
        pong = connection.recv()
        now = time.monotonic_ns()
        verify("answer", ping, pong)
        if begin >= window.start():
            durations.append(now - begin)
    connection.send(b"")
    process.join()
    report(statistics.median(durations) / 1e9)


if __name__ == "__main__":
    main(*sys.argv[1:])
