/// The parts of a run, each a process of its own on loopback: a source, Rowhook's own Postgres, and
/// Rowhook.
@NullMarked
package dev.rowhook.proof.bed;

import org.jspecify.annotations.NullMarked;
