package dev.polyrhythm.gpio.device;

import dev.polyrhythm.gpio.Output;
import java.util.List;

/** The way from a stepper's moves to its pins. */
interface StepDriver {
    /** Chooses the direction of the steps that follow. */
    void direct(boolean forward);

    /** Makes a step. */
    void step();

    /** Whether a step is a pulse that has to be ended. */
    boolean isPulsed();

    /** Ends the pulse of a step; also called when there is none. */
    void endStep();

    /** Lets the motor turn freely, if the pins can. */
    void release();

    /** Four coils, switched in eight half steps, of which each changes one coil. */
    final class Coils implements StepDriver {
        private static final int[] HALF_STEPS = {
            0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001
        };

        private final List<Output> coils;
        private int direction = 1;
        private int phase;

        Coils(List<Output> coils) {
            this.coils = coils;
        }

        @Override
        public void direct(boolean forward) {
            direction = forward ? 1 : -1;
        }

        @Override
        public void step() {
            phase = Math.floorMod(phase + direction, HALF_STEPS.length);
            power(HALF_STEPS[phase]);
        }

        private void power(int pattern) {
            for (int i = 0; i < coils.size(); i++) {
                boolean on = ((pattern >> i) & 1) != 0;
                if (coils.get(i).get() != on) {
                    coils.get(i).set(on);
                }
            }
        }

        @Override
        public boolean isPulsed() {
            return false;
        }

        /** Moves nothing; is refused once the pins are closed, as every command is. */
        @Override
        public void endStep() {
            Output first = coils.getFirst();
            first.set(first.get());
        }

        @Override
        public void release() {
            power(0);
        }
    }

    /** A driver with a pin whose rise is a step, and one for the direction. */
    record Pulses(Output stepPin, Output directionPin) implements StepDriver {
        @Override
        public void direct(boolean forward) {
            directionPin.set(forward);
        }

        @Override
        public void step() {
            stepPin.set(true);
        }

        @Override
        public boolean isPulsed() {
            return true;
        }

        @Override
        public void endStep() {
            stepPin.set(false);
        }

        @Override
        public void release() {}
    }
}
