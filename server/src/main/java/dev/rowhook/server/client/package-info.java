/// What wires a database to an endpoint by the public REST interface: for the demo, the proofs and
/// the benchmark.
@NullMarked
package dev.rowhook.server.client;

import org.jspecify.annotations.NullMarked;
