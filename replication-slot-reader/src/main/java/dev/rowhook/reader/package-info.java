/// Reads the replication slots of tenants' databases into their change logs.
///
/// [DatabaseReader] is the whole of it for one database. Inside, one thread streams ([SlotReader])
/// and another one keeps the publication, the heartbeat and the settings in step ([SourceControl]).
@NullMarked
package dev.rowhook.reader;

import org.jspecify.annotations.NullMarked;
