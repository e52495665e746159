"""A program with idle child processes, to be killed: COUNT DIRECTORY."""

import multiprocessing
import os
import sys
import time


def idle(directory):
    name = os.path.join(directory, str(os.getpid()))
    unfinished = os.path.join(directory, f".{os.getpid()}")
    with open(unfinished, "w") as file:
        file.write(str(time.monotonic_ns()))
    os.rename(unfinished, name)
    time.sleep(60)


def main(count, directory):
    for _ in range(int(count)):
        multiprocessing.Process(target=idle, args=(directory,)).start()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
