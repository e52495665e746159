package dev.polyrhythm.memory;

import dev.polyrhythm.memory.spi.Block;
import dev.polyrhythm.memory.spi.SharedReferences;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A shared object on its short way to another process: its type's code, and where it is. */
final class CellReferences extends SharedReferences {
    private CellReferences() {}

    static void install() {
        install(new CellReferences());
    }

    @Override
    public boolean isShared(Object object) {
        return object instanceof SharedObject;
    }

    @Override
    public void write(Object shared, DataOutput out) throws IOException {
        SharedObject object = (SharedObject) shared;
        object.requireOpen();
        Block.Handle handle = object.handle();
        out.writeShort(object.type().code);
        out.writeUTF(handle.region());
        out.writeUTF(handle.file());
        out.writeLong(handle.byteOffset());
        out.writeLong(handle.byteSize());
    }

    @Override
    public Object read(DataInput in) throws IOException {
        CellType type = CellType.of(in.readShort());
        return SharedObject.resolve(
                type, new Block.Handle(in.readUTF(), in.readUTF(), in.readLong(), in.readLong()));
    }
}
