-- What becomes of it when the logs of an account take all that they may: their databases are not read until there
-- is room, or the oldest that they hold is given up.
alter table rowhook.account
    add column on_log_full text not null default 'hold_source' check (on_log_full in ('hold_source', 'expire'));

grant update (on_log_full) on rowhook.account to rowhook_api;

-- What a sink was not sent, because it was disabled or because the log was full: what lies from `from_seq` to
-- `until_seq` and is not in `done`, which has what was done, failed or waited there. Where that was in the source
-- and when is known of what a full log gave up: of the first and of the last change, the LSN only if it is of the
-- incarnation of that time.
alter table rowhook.sink_skip rename column disabled_at to began_at;
alter table rowhook.sink_skip rename column resumed_at to ended_at;
alter table rowhook.sink_skip
    add column cause text not null default 'sink_disabled' check (cause in ('sink_disabled', 'log_full')),
    add column from_lsn bigint,
    add column from_time timestamptz,
    add column until_lsn bigint,
    add column until_time timestamptz;
