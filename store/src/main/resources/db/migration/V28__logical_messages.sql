-- The prefixes of the messages of pg_logical_emit_message that a sink gets.
alter table rowhook.sink
    add column logical_messages text[] not null default '{}'
        check (cardinality(logical_messages) <= 100);
