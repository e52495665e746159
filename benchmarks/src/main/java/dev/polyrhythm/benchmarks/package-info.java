/** Benchmarks: Polyrhythm and its rivals, measured side by side in one run. */
@NullMarked
package dev.polyrhythm.benchmarks;

import org.jspecify.annotations.NullMarked;
