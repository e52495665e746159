package dev.polyrhythm.platform.gpio;

/**
 * A GPIO chip, as it describes itself.
 *
 * @param name the kernel's name, e.g. {@code gpiochip0}; the number can change between kernels
 * @param label what the driver calls it, e.g. {@code pinctrl-bcm2711}
 * @param lines how many lines it has
 */
public record ChipInfo(String name, String label, int lines) {}
