package dev.polyrhythm.platform.gpio;

/**
 * Numbers of the calls on GPIO chips and lines (linux/gpio.h, interface v2). Each holds the size of
 * its struct, so that a kernel with another struct refuses it; the same on x86-64 and aarch64.
 */
final class GpioCalls {
    private static final long READ = 2L << 30;
    private static final long READ_WRITE = 3L << 30;
    private static final long TYPE = 0xB4L << 8;

    /** Fills a {@link ChipInfoLayout}. */
    static final long CHIP_INFO = READ | TYPE | ChipInfoLayout.SIZE << 16 | 0x01;

    /** Fills a {@link LineInfoLayout}. */
    static final long LINE_INFO = READ_WRITE | TYPE | LineInfoLayout.SIZE << 16 | 0x05;

    /** Requests lines by a {@link LineRequestLayout}. */
    static final long REQUEST_LINES = READ_WRITE | TYPE | LineRequestLayout.SIZE << 16 | 0x07;

    /** Configures requested lines by a {@link LineConfigLayout}. */
    static final long CONFIGURE = READ_WRITE | TYPE | LineConfigLayout.SIZE << 16 | 0x0D;

    /** Reads levels into a {@link LineValuesLayout}. */
    static final long GET_VALUES = READ_WRITE | TYPE | LineValuesLayout.SIZE << 16 | 0x0E;

    /** Sets levels from a {@link LineValuesLayout}. */
    static final long SET_VALUES = READ_WRITE | TYPE | LineValuesLayout.SIZE << 16 | 0x0F;

    private GpioCalls() {}
}
