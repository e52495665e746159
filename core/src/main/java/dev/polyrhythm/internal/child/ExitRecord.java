package dev.polyrhythm.internal.child;

import static dev.polyrhythm.internal.child.ExitRecordLayout.ENDING;
import static dev.polyrhythm.internal.child.ExitRecordLayout.FAILURE;
import static dev.polyrhythm.internal.child.ExitRecordLayout.IS_ORDERLY;
import static dev.polyrhythm.internal.child.ExitRecordLayout.IS_SIGNALLED;
import static dev.polyrhythm.internal.child.ExitRecordLayout.SIGNAL;
import static dev.polyrhythm.internal.child.ExitRecordLayout.THREW;

import dev.polyrhythm.TaskFailedException;
import dev.polyrhythm.internal.transport.RemoteThrowable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A child's record of its end, in a file of the region that survives the child: written by the
 * child, read by the parent once the child is gone. Each part is written before the byte that marks
 * it as present, so that a child killed in between has recorded nothing.
 */
public final class ExitRecord {
    /** Exit code of a child that has no memory left: the system's ENOMEM. */
    public static final int OUT_OF_MEMORY = 12;

    /** The ways in which a JVM comes to its end. */
    public enum Ending {
        /** Nothing was recorded: killed, halted or crashed. */
        UNRECORDED,
        /** The main thread returned, or {@link System#exit} was called. */
        ORDERLY,
        /** A signal requested it. */
        SIGNALLED
    }

    private final byte[] bytes;

    private ExitRecord(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns a file that is one worker's alone; its name has the worker's place in the family. */
    public static Path path(Path region, String familyNumber, long serial) {
        return region.resolve("worker-" + familyNumber.replace(':', '.') + "-" + serial);
    }

    /** Creates an empty record; in the parent, before the start. */
    public static void create(Path path) throws IOException {
        Files.write(path, new byte[FAILURE], StandardOpenOption.CREATE_NEW);
    }

    /** Reads and removes a record; in the parent, after the end. An unreadable one is empty. */
    public static ExitRecord take(Path path) {
        try {
            byte[] bytes = Files.readAllBytes(path);
            Files.delete(path);
            removeDescendants(path);
            return new ExitRecord(Arrays.copyOf(bytes, Math.max(FAILURE, bytes.length)));
        } catch (IOException e) {
            return new ExitRecord(new byte[FAILURE]);
        }
    }

    /** Removes the records of its children, which a process that was killed has not read. */
    private static void removeDescendants(Path path) throws IOException {
        String own = String.valueOf(path.getFileName());
        String descendants = own.substring(0, own.lastIndexOf('-')) + ".*";
        try (DirectoryStream<Path> records =
                Files.newDirectoryStream(path.resolveSibling("."), descendants)) {
            for (Path record : records) {
                Files.deleteIfExists(record);
            }
        }
    }

    public Ending ending() {
        return switch (bytes[ENDING]) {
            case IS_ORDERLY -> Ending.ORDERLY;
            case IS_SIGNALLED -> Ending.SIGNALLED;
            default -> Ending.UNRECORDED;
        };
    }

    public int signal() {
        return bytes[SIGNAL];
    }

    public @Nullable TaskFailedException failure() {
        return bytes[THREW] == 0
                ? null
                : RemoteThrowable.decode(Arrays.copyOfRange(bytes, FAILURE, bytes.length));
    }

    /** The child's side. Its methods never fail: what cannot be written is left out. */
    static final class Writer {
        private final Path path;
        private boolean ending; // the first record of the end counts

        Writer(Path path) {
            this.path = path;
        }

        void threw(Throwable failure) {
            write(FAILURE, RemoteThrowable.encode(failure));
            write(THREW, (byte) 1);
        }

        synchronized void orderly() {
            if (!ending) {
                ending = true;
                write(ENDING, IS_ORDERLY);
            }
        }

        synchronized void signalled(int signal) {
            if (!ending) {
                ending = true;
                write(SIGNAL, (byte) signal);
                write(ENDING, IS_SIGNALLED);
            }
        }

        private void write(long offset, byte... data) {
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap(data), offset);
            } catch (IOException e) {
                // The parent is gone, or the memory is full: the exit code must do.
            }
        }
    }
}
