-- Lists of pending messages in their order: those that are tried again, and those that wait behind one. A row
-- is in one of these indexes at a time.
create index sink_pending_retrying on rowhook.sink_pending (account_id, sink_id, seq) where next_try is not null;
create index sink_pending_waiting on rowhook.sink_pending (account_id, sink_id, seq)
    where next_try is null and dead_at is null;
