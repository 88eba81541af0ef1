-- Many bodies by one statement, for functions of the owner that have many at a time; roles go on to use put and get.
-- In PL/pgSQL, because a function in SQL that is called by another is parsed and planned again each time.
create function artifact.put_all(
    wanted integer[], hashes bytea[], deflated bytea[], original_sizes integer[], medias text[]) returns void
    language plpgsql
as $$
begin
    insert into artifact.body (sha256, bytes, media_type, size)
    select b.hash, b.deflated, b.media, b.size
    from unnest(hashes, deflated, original_sizes, medias) with ordinality as b (hash, deflated, size, media, place)
    where b.place = any (wanted)
    -- In one order, so that two who bring the same bodies do not wait for each other in a circle.
    order by b.hash
    on conflict (sha256) do nothing;
end $$;

create or replace function artifact.put(hash bytea, deflated bytea, media text, original_size integer) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into artifact.body (sha256, bytes, media_type, size) values (hash, deflated, media, original_size)
    on conflict (sha256) do nothing;
end $$;
