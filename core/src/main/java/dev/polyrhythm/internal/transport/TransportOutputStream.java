package dev.polyrhythm.internal.transport;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Writes objects for other processes of the program, and where their classes are found. */
public final class TransportOutputStream extends ObjectOutputStream {
    public TransportOutputStream(OutputStream stream) throws IOException {
        super(stream);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        writeUTF(Codebase.location(type));
    }
}
