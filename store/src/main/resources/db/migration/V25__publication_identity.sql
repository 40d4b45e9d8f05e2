-- Which publications the log follows: since Postgres 18 a stream goes on, without a word, while one of its publications
-- is missing. Null until the next connect.
alter table rowhook.log_position add column publications text;
