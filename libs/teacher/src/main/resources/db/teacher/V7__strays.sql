-- Calls under way that a process is believed to make, beside those that it knows it does.
create function teacher.stray_calls(process uuid, known bigint[], most integer) returns setof bigint
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select c.call_id from teacher.call c
    where c.process_id = process and c.state = 'ASKED' and c.call_id <> all (known) order by c.call_id limit most
$$;
