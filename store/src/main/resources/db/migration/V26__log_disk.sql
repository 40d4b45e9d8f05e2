-- The disk that the logs of an account may take: 10 GiB unless its host says otherwise.
alter table rowhook.account
    add column max_log_bytes bigint not null default 10737418240 check (max_log_bytes > 0);

-- What the segments of the log take, indexes included, when its owner measured last.
alter table rowhook.log_position
    add column log_bytes bigint not null default 0;
