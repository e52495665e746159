/**
 * Proofs of what shared memory promises to threads that use it at the same time. They are in the
 * package of what they prove, to build it over memory that they use again and again.
 */
@org.jspecify.annotations.NullMarked
package dev.polyrhythm.memory;
