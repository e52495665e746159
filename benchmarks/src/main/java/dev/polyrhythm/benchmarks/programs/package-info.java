/**
 * What is measured, each in a JVM of its own. A program verifies what it moved and then prints its
 * figure; one that finds an error ends with it instead.
 */
@NullMarked
package dev.polyrhythm.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
