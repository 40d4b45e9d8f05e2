/// Faults, drawn from a seed and struck under load, and the run that lets a ledger decide.
@NullMarked
package dev.rowhook.proof.faults;

import org.jspecify.annotations.NullMarked;
