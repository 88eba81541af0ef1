-- What each process has open at the teachers it asks just now, told with every renewal of its lease:
-- {"<profile>": {"open": 5, "limit": 16, "waiting": 0}}. The sum over live processes is what a teacher has to do.
alter table teacher.lease add column places jsonb not null default '{}';
