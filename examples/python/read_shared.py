"""Reads the shared objects of a running Polyrhythm program, with Python's standard library alone.

    python3 read_shared.py FILE:OFFSET [COMPONENTS]

FILE:OFFSET is what location() of a shared object says; COMPONENTS are the type codes of a record's
components, for example dq? for (double, long, boolean). docs/guide/memory-layout.md explains the bytes.
"""

import mmap
import struct
import sys

LAYOUT_VERSION = 1
HEADER_SIZE = 16
VALUES = {1: "i", 2: "q", 3: "d", 4: "i", 5: "f"}
ARRAYS = {17: "i", 18: "f", 19: "d", 20: "q", 21: "h", 22: "b"}
BOOLEAN, RECORD, BYTES, STRING = 4, 48, 49, 50


class Shared:
    """A shared value, array, record, sequence of bytes or string."""

    def __init__(self, location):
        path, offset = location.rsplit(":", 1)
        with open(path, "rb") as file:
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        block = memoryview(whole)[int(offset) :]
        self.type, version, _, length = struct.unpack_from("<hhiq", block)
        if version != LAYOUT_VERSION:
            raise ValueError(f"another layout: version={version}, expected={LAYOUT_VERSION}")
        code = VALUES.get(self.type) or ARRAYS.get(self.type) or "q"
        size = length * struct.calcsize(code)
        # One element is read by one load of its size; struct's "<q" may read byte by byte.
        self.elements = block[HEADER_SIZE : HEADER_SIZE + size].cast(code)

    def get(self, components=""):
        """The value now; components are needed for a record only."""
        if self.type in VALUES:
            value = self.elements[0]
            return value != 0 if self.type == BOOLEAN else value
        if self.type in ARRAYS:
            return self.elements.tolist()
        contents = self.whole_contents()
        if self.type == RECORD:
            return tuple(component(code, contents, 8 * i) for i, code in enumerate(components))
        if self.type in (BYTES, STRING):
            (length,) = struct.unpack_from("<q", contents)
            value = contents[8 : 8 + length]
            return value.decode() if self.type == STRING else value
        raise ValueError(f"nothing that this script can read: type={self.type}")

    def whole_contents(self):
        """A copy of what was set last: two slots, of which a writer writes the one not current."""
        words = self.elements
        size = (len(words) - 2) // 2  # of a slot: its version, and the contents
        while True:
            slot = words[0]
            start = 2 + slot * size
            version = words[start]
            if version % 2 == 0 and words[0] == slot:  # it is not being written, and was published
                contents = words[start + 1 : start + size].tobytes()
                if words[start] == version:  # nor has it been written meanwhile
                    return contents


def component(code, contents, offset):
    """A component of a record: a word of 8 bytes, of which small types use the first."""
    if code == "u":  # Java's char, a UTF-16 code unit
        return chr(struct.unpack_from("<H", contents, offset)[0])
    return struct.unpack_from("<" + code, contents, offset)[0]


if __name__ == "__main__":
    print(Shared(sys.argv[1]).get(*sys.argv[2:]))
