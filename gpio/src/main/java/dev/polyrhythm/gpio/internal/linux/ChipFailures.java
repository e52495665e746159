package dev.polyrhythm.gpio.internal.linux;

import dev.polyrhythm.gpio.BoardException;
import dev.polyrhythm.platform.gpio.DevicePermission;
import dev.polyrhythm.platform.gpio.Errno;
import dev.polyrhythm.platform.gpio.SystemCallException;
import java.nio.file.Path;

/** The kernel's refusals as errors of a board. */
final class ChipFailures {
    private ChipFailures() {}

    static boolean isPermission(SystemCallException failure) {
        return failure.errno() == Errno.EACCES || failure.errno() == Errno.EPERM;
    }

    /** Returns the error of a chip that cannot be opened. */
    static RuntimeException onOpening(Path device, SystemCallException failure) {
        if (isPermission(failure)) {
            return new BoardException(
                    "no permission to use the GPIO chip, %s: chip=%s"
                            .formatted(DevicePermission.advice(device), device),
                    failure);
        }
        return switch (failure.errno()) {
            case Errno.ENOENT, Errno.ENXIO, Errno.ENODEV ->
                    new IllegalArgumentException("no such GPIO chip: chip=" + device, failure);
            case Errno.ENOTTY, Errno.EINVAL ->
                    new IllegalArgumentException(
                            "the file is no GPIO chip: file=" + device, failure);
            default ->
                    new BoardException(
                            "the GPIO chip cannot be opened (%s): chip=%s"
                                    .formatted(failure.getMessage(), device),
                            failure);
        };
    }

    /** Returns the error of a line that cannot be used as it should. */
    static BoardException onUse(Path device, int pin, SystemCallException failure) {
        String event =
                failure.errno() == Errno.ENODEV
                        ? "the GPIO chip has gone, open the board again once it is back"
                        : "the GPIO chip refuses this use of the line (%s)"
                                .formatted(failure.getMessage());
        return new BoardException("%s: chip=%s, pin=%d".formatted(event, device, pin), failure);
    }
}
