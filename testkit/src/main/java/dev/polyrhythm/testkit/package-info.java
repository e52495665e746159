/** What the tests of all modules share. */
@NullMarked
package dev.polyrhythm.testkit;

import org.jspecify.annotations.NullMarked;
