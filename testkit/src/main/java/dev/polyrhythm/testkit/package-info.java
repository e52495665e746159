/** Helpers for the tests of all modules. */
@NullMarked
package dev.polyrhythm.testkit;

import org.jspecify.annotations.NullMarked;
