-- Responses to given questions, a row for each sample, written with the outcomes of their page.
create table factory.response (
    run_id     uuid        not null,
    number     integer     not null check (number >= 1),
    sample     integer     not null check (sample >= 1),
    tenant     text        not null default 'default',
    -- Answered when the run had all it asked for.
    surplus    boolean     not null,
    simulated  boolean     not null,
    -- The call of the journal that filled the slot, and its reply, an artifact.
    call_id    bigint      not null,
    reply      char(64)    not null,
    -- Why there is nothing to learn from; null where there is. Programs are not parsed.
    unreadable text,
    created_at timestamptz not null default now(),
    primary key (run_id, number, sample)
);
