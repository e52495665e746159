package dev.polyrhythm.internal.child;

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
 * What a child says about its end, in a file of the region that survives the child: written by the
 * child, read by the parent once the child is gone. Each part is written before the byte that says
 * that it is there, so that a child killed in between has said nothing.
 *
 * <pre>
 * 0  byte  1: orderly, 2: by a signal, else nothing was said
 * 1  byte  number of the signal
 * 2  byte  1 if the task threw: the rest is there
 * 4  the exception, see {@link RemoteThrowable}
 * </pre>
 */
public final class ExitRecord {
    /** How a JVM came to its end. */
    public enum Ending {
        /** Nothing was said: killed, halted or crashed. */
        UNTOLD,
        /** It returned or called {@link System#exit}. */
        ORDERLY,
        /** A signal asked it to. */
        SIGNALLED
    }

    private static final int ENDING = 0;
    private static final int SIGNAL = 1;
    private static final int THREW = 2;
    private static final int FAILURE = 4;
    private static final byte IS_ORDERLY = 1;
    private static final byte IS_SIGNALLED = 2;

    private final byte[] bytes;

    private ExitRecord(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A file that no other worker of the program has; it tells the worker's place in the family.
     */
    public static Path path(Path region, String familyNumber, long serial) {
        return region.resolve("worker-" + familyNumber.replace(':', '.') + "-" + serial);
    }

    /** In the parent, before the start. */
    public static void create(Path path) throws IOException {
        Files.write(path, new byte[FAILURE], StandardOpenOption.CREATE_NEW);
    }

    /** In the parent, after the end. A record that cannot be read has said nothing. */
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

    /** A process that was killed has not read the records of its own children. */
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
            default -> Ending.UNTOLD;
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

    /** The child's side. Its methods never fail: what cannot be said is not said. */
    static final class Writer {
        private final Path path;
        private boolean ending; // the first word on the end counts

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
