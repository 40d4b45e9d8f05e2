-- How often people changed a resource. A change says by it which state it is meant for.

alter table rowhook.account add column revision bigint not null default 1;
alter table rowhook.database add column revision bigint not null default 1;
alter table rowhook.http_endpoint add column revision bigint not null default 1;
alter table rowhook.sink add column revision bigint not null default 1;
alter table rowhook.backfill_schedule add column revision bigint not null default 1;
alter table rowhook.member add column revision bigint not null default 1;

grant update (revision) on rowhook.account to rowhook_api;
