package dev.polyrhythm.internal.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Writes each line in one go, so that the lines of several processes that share an output do not
 * mix. The system keeps a write of up to 4096 bytes to a pipe together; longer lines go in pieces.
 */
public final class LineBufferedOutput extends OutputStream {
    private static final int LONGEST = 4096;

    private final OutputStream target;
    private final byte[] buffer = new byte[LONGEST];
    private int count;

    public LineBufferedOutput(OutputStream target) {
        this.target = target;
    }

    /** Returns a print stream for standard output or error, in the JVM's encoding for it. */
    static PrintStream printStream(FileDescriptor descriptor, String encodingProperty) {
        Charset charset =
                Charset.forName(
                        System.getProperty(encodingProperty, Charset.defaultCharset().name()));
        return new PrintStream(
                new LineBufferedOutput(new FileOutputStream(descriptor)), false, charset);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        buffer[count++] = (byte) b;
        if (b == '\n' || count == buffer.length) {
            flush();
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        int length = count;
        count = 0;
        target.write(buffer, 0, length);
    }
}
