/// Debezium Server with its HTTP sink, fetched, set up at its best and run as a process: the peer
/// that Rowhook is measured beside.
@NullMarked
package dev.rowhook.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
