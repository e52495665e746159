package dev.polyrhythm.memory;

import dev.polyrhythm.memory.internal.cell.CellType;
import dev.polyrhythm.memory.internal.region.Block;
import dev.polyrhythm.memory.internal.region.MemoryAccess;
import dev.polyrhythm.memory.internal.region.OpenBlocks;
import dev.polyrhythm.memory.internal.region.Region;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Sends a shared object as its type's code and its place, and makes the object of the receiving
 * process from them. Initialized by {@link MemoryAccess}, which knows it by name: so the shared
 * types need not refer to the one class that refers to all of them.
 */
final class MemoryAccessImpl extends MemoryAccess {
    static {
        install(new MemoryAccessImpl());
    }

    private MemoryAccessImpl() {}

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
        short code = in.getShort();
        return resolve(
                code, new Block.Handle(readText(in), readText(in), in.getLong(), in.getLong()));
    }

    @Override
    public Object resolve(short typeCode, Block.Handle handle) {
        CellType type = CellType.of(typeCode);
        if (!handle.hasOwnFile()) {
            return Types.open(type, Region.current().resolve(handle));
        }
        synchronized (OpenBlocks.LOCK) {
            Object known = OpenBlocks.find(handle);
            return known == null ? Types.open(type, Region.current().resolve(handle)) : known;
        }
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

    /**
     * Apart, as loading it loads every shared type, and a process that sends one needs no other.
     */
    static final class Types {
        private Types() {}

        /** Makes the object through which this process uses a block of the type. */
        static SharedObject open(CellType type, Block block) {
            return switch (type) {
                case INT -> new SharedInt(block);
                case LONG -> new SharedLong(block);
                case DOUBLE -> new SharedDouble(block);
                case BOOLEAN -> new SharedBoolean(block);
                case FLOAT -> new SharedFloat(block);
                case EVENT -> new SharedEvent(block);
                case LOCK -> new SharedLock(block);
                case SEMAPHORE -> new SemaphoreMemory(block);
                case BARRIER -> new SharedBarrier(block);
                case LATCH -> new SharedLatch(block);
                case QUEUE -> new QueueMemory(block);
                case RECORD, BYTES, STRING -> new SeqlockMemory(type, block);
                case INT_ARRAY -> new SharedIntArray(block);
                case FLOAT_ARRAY -> new SharedFloatArray(block);
                case DOUBLE_ARRAY -> new SharedDoubleArray(block);
                case LONG_ARRAY -> new SharedLongArray(block);
                case SHORT_ARRAY -> new SharedShortArray(block);
                case BYTE_ARRAY -> new SharedByteArray(block);
            };
        }
    }
}
