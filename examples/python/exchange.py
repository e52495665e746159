"""The Python side of Exchange.java."""

import struct
import sys
from multiprocessing import resource_tracker, shared_memory


def attach(name):
    """Opens a block of another program; only that program removes it."""
    if sys.version_info >= (3, 13):
        return shared_memory.SharedMemory(name=name, track=False)
    memory = shared_memory.SharedMemory(name=name)
    resource_tracker.unregister(memory._name, "shared_memory")  # else it is deleted at our exit
    return memory


def double_all(name):
    """Java's block: an int, how many doubles there are, and from byte 8 on the doubles."""
    memory = attach(name)
    (count,) = struct.unpack_from("<i", memory.buf, 0)
    doubles = memory.buf[8 : 8 + 8 * count].cast("d")
    for i in range(count):
        doubles[i] *= 2
    doubles.release()
    memory.close()


def offer(name):
    """A block of ours, which we remove: a question for Java, and its answer."""
    memory = shared_memory.SharedMemory(name=name, create=True, size=64)
    memory.buf[:5] = b"hello"
    print("offered", flush=True)
    input()
    print("Java answered:", bytes(memory.buf[16:21]).decode(), flush=True)
    memory.close()
    memory.unlink()


if __name__ == "__main__":
    {"double": double_all, "offer": offer}[sys.argv[1]](sys.argv[2])
