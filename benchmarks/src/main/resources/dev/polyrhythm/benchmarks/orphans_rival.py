"""A program with idle child processes, to be killed: COUNT DIRECTORY."""

import multiprocessing
import os
import sys
import time


def idle(directory):
    open(os.path.join(directory, str(os.getpid())), "x").close()
    time.sleep(60)


def main(count, directory):
    for _ in range(int(count)):
        multiprocessing.Process(target=idle, args=(directory,)).start()
    time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
