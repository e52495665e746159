"""A million floats into a multiprocessing.Array and out of it: WARMUP MEASURE in|out."""

import multiprocessing
import sys

from common import report, seconds_each, verify

LENGTH = 1_000_000


def main(warmup, measure, what):
    source = [float(i) for i in range(LENGTH)]
    array = multiprocessing.Array("f", LENGTH, lock=False)
    array[:] = source

    def copy_in():
        array[:] = source

    def copy_out():
        array[:]

    seconds = seconds_each(warmup, measure, 1, copy_in if what == "in" else copy_out)
    verify("the elements", True, array[:] == source)
    report(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
