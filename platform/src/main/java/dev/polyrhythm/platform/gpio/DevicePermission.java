package dev.polyrhythm.platform.gpio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Advice on the right to open a device. */
public final class DevicePermission {
    private static final String ROOT = "root";

    private DevicePermission() {}

    /**
     * Returns what to do, by the group that the device's file belongs to.
     *
     * @param device its file
     * @return in words, for a message
     */
    public static String advice(Path device) {
        String group = group(device);
        return group.equals(ROOT)
                ? "its group is root, give it to the group gpio by a udev rule"
                        + " (SUBSYSTEM==\"gpio\", GROUP=\"gpio\", MODE=\"0660\")"
                        + " and add this user to that group"
                : "add this user to the group %s (sudo usermod -aG %s %s) and log in again"
                        .formatted(group, group, System.getProperty("user.name"));
    }

    private static String group(Path device) {
        try {
            return String.valueOf(Files.getAttribute(device, "posix:group"));
        } catch (IOException | UnsupportedOperationException e) {
            return "gpio"; // Debian's and Raspberry Pi OS's
        }
    }
}
