package dev.polyrhythm.internal.transport;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Writes objects for other processes of the program, and where they find the classes. */
public final class TravelOutput extends ObjectOutputStream {
    public TravelOutput(OutputStream stream) throws IOException {
        super(stream);
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        writeUTF(ShippedClasses.location(type));
    }
}
