/// The messages of pgoutput, protocol version 1 (Postgres documentation, "Logical Replication
/// Message Formats").
@NullMarked
package dev.rowhook.reader.pgoutput;

import org.jspecify.annotations.NullMarked;
