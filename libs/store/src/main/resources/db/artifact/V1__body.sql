-- Bodies by hash. Roles reach the table only through the two functions below, so nobody but the owner can list it.
create table artifact.body (
    sha256     bytea primary key check (octet_length(sha256) = 32),
    bytes      bytea not null,
    media_type text not null,
    size       integer not null check (size >= 0),
    created_at timestamptz not null default now()
);
-- The bytes come compressed: a second compression would only cost time.
alter table artifact.body alter column bytes set storage external;

create function artifact.put(hash bytea, deflated bytea, media text, original_size integer) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    insert into artifact.body (sha256, bytes, media_type, size) values (hash, deflated, media, original_size)
    on conflict (sha256) do nothing
$$;

create function artifact.get(hash bytea) returns table (deflated bytea, original_size integer)
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select b.bytes, b.size from artifact.body b where b.sha256 = hash
$$;
