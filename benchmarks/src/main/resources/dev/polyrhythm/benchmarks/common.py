"""Shared code of the rivals in Python: the window of the measurement, and the output."""

import time

SLACK = 100_000_000


def report(value):
    print(f"figure {value}", flush=True)


def verify(what, expected, found):
    if expected != found:
        raise SystemExit(f"{what}: expected={expected}, found={found}")


class Window:
    """Begins when all processes have arrived; first they warm up. See Window.java."""

    def __init__(self, context, warmup_ms, measure_ms):
        self.arrived = context.Value("i", 0)
        self.begin = context.Value("q", 0, lock=False)
        self.warmup = int(warmup_ms) * 1_000_000
        self.measure = int(measure_ms) * 1_000_000

    def open(self, others):
        while self.arrived.value < len(others):
            if not all(other.is_alive() for other in others):
                raise SystemExit("a process ended early")
            time.sleep(0.001)
        self.begin.value = time.monotonic_ns()

    def enter(self):
        with self.arrived.get_lock():
            self.arrived.value += 1
        while self.begin.value == 0:
            time.sleep(0.001)

    def start(self):
        return self.begin.value + self.warmup

    def stop(self):
        return self.start() + self.measure

    def end(self):
        return self.stop() + SLACK


class Rate:
    """Computes the rate of events within a window. See Rate.java."""

    def __init__(self, window):
        self.begin = window.begin.value
        self.window_start = window.start()
        self.window_stop = window.stop()
        self.start = self.stop = self.start_count = self.stop_count = 0

    def look(self, count):
        now = time.monotonic_ns()
        if not self.start and now >= self.window_start:
            self.start, self.start_count = now, count
        elif not self.stop and self.start and now >= self.window_stop:
            self.stop, self.stop_count = now, count

    def per_second(self, count):
        if not self.stop:
            self.stop, self.stop_count = time.monotonic_ns(), count
        if not self.start or self.stop_count == self.start_count:
            self.start, self.start_count = self.begin, 0
        return (self.stop_count - self.start_count) * 1e9 / (self.stop - self.start)


def seconds_each(warmup_ms, measure_ms, batch, step):
    """Calls step, which does its work batch times, and returns the seconds of one."""
    end = time.monotonic_ns() + int(warmup_ms) * 1_000_000
    while time.monotonic_ns() < end:
        step()
    count = 0
    start = now = time.monotonic_ns()
    while now < start + int(measure_ms) * 1_000_000:
        step()
        count += batch
        now = time.monotonic_ns()
    return (now - start) / 1e9 / count
