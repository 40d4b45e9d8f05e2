package dev.rowhook.reader.pgoutput;

import dev.rowhook.core.Lsn;
import dev.rowhook.core.change.ReplicaIdentity;

import java.util.List;

/// One message of pgoutput, protocol version 1, as far as a slot reader needs it.
///
/// Tuples are not looked into: a change goes into the log as the bytes that came. Times are in
/// microseconds since 1970-01-01 UTC. Oids are unsigned numbers in an int.
public sealed interface PgOutputMessage {

    /// `xid` is the lower half of the transaction's id.
    record Begin(Lsn commitLsn, long committedAt, int xid) implements PgOutputMessage {}

    /// `endLsn` is the position to confirm: the first byte after the transaction.
    record Commit(Lsn commitLsn, Lsn endLsn) implements PgOutputMessage {}

    record RelationMessage(
            int oid,
            String schema,
            String table,
            ReplicaIdentity identity,
            List<ColumnMessage> columns)
            implements PgOutputMessage {
        public RelationMessage {
            columns = List.copyOf(columns);
        }
    }

    /// `identity`: part of the replica identity.
    record ColumnMessage(String name, int typeOid, boolean identity) {}

    /// An insert, update or delete: `kind` is its letter.
    record RowMessage(char kind, int relationOid) implements PgOutputMessage {}

    record Truncate(List<Integer> relationOids) implements PgOutputMessage {
        public Truncate {
            relationOids = List.copyOf(relationOids);
        }
    }

    /// What `pg_logical_emit_message` wrote.
    @SuppressWarnings("ArrayRecordComponent") // Read once, where it is decoded.
    record LogicalMessage(boolean transactional, String prefix, byte[] content)
            implements PgOutputMessage {}

    /// A type's name or an origin: nothing to act on.
    record Ignored(char code) implements PgOutputMessage {}
}
