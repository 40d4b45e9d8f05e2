/// The ledger by which runs are judged: a load on a source that enters each of its changes into a
/// table there ([Workload]), what came of it ([Arrivals]), and the comparison of both ([Checker]).
@NullMarked
package dev.rowhook.proof.ledger;

import org.jspecify.annotations.NullMarked;
