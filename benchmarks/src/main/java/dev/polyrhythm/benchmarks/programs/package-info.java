/**
 * The measured programs, each in a JVM of its own. A program verifies the data that it moved and
 * then prints its figure; a program that finds an error ends with it instead.
 */
@NullMarked
package dev.polyrhythm.benchmarks.programs;

import org.jspecify.annotations.NullMarked;
