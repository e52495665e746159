package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.MemoryAccess;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A shared object on its short way to another process: its type's code, and where it is. */
final class MemoryAccessImpl extends MemoryAccess {
    private MemoryAccessImpl() {}

    static void install() {
        install(new MemoryAccessImpl());
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
        writeText(out, handle.region());
        writeText(out, handle.file());
        out.writeLong(handle.byteOffset());
        out.writeLong(handle.byteSize());
    }

    @Override
    public Object read(ByteBuffer in) {
        CellType type = CellType.of(in.getShort());
        return SharedObject.resolve(
                type, new Block.Handle(readText(in), readText(in), in.getLong(), in.getLong()));
    }

    private static void writeText(DataOutput out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static String readText(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
