/**
 * The rules by which the tree is cut, kept true: cycles, sizes of packages, where facts about the
 * operating system and byte offsets stand, and the words of comments. They stand in the topmost
 * module, whose build comes after all others.
 */
@org.jspecify.annotations.NullMarked
package dev.polyrhythm.house;
