-- The account of every run. There are no foreign keys between these tables on purpose: a run reconciles by comparing
-- numbers that are kept separately, and a key that cascades would make a loss agree with itself.

create schema if not exists factory;

create table factory.run (
    id          uuid primary key,
    tenant      text        not null default 'default',
    workflow_id text        not null,
    recipe      text        not null,
    target      integer     not null check (target >= 1),
    teacher     text        not null,
    simulated   boolean     not null,
    request     jsonb       not null,
    status      text        not null check (status in ('RUNNING', 'PAUSED', 'WAITING_BUDGET', 'COMPLETED', 'EXHAUSTED',
                                                       'BUDGET_EXHAUSTED', 'FINISHED_EARLY', 'CANCELLED', 'FAILED')),
    -- Places taken; never more than asked for.
    accepted    integer     not null default 0 check (accepted between 0 and target),
    -- Candidates that the workflow asked to be born, kept beside their rows.
    issued      integer     not null default 0,
    -- Last number given to an event of this run; assigned under this row's lock, so without gaps and in commit order.
    event_seq   bigint      not null default 0,
    message     text        not null default '',
    problems    jsonb       not null default '[]',
    reconciled  boolean,
    opened_at   timestamptz not null default now(),
    closed_at   timestamptz,
    -- When no workflow of a cancelled candidate was left running.
    swept_at    timestamptz,
    check ((closed_at is null) = (status in ('RUNNING', 'PAUSED', 'WAITING_BUDGET'))),
    check ((closed_at is null) = (reconciled is null))
);
create index run_open on factory.run (opened_at) where closed_at is null;
create index run_unswept on factory.run (closed_at) where closed_at is not null and swept_at is null;
create index run_newest on factory.run (opened_at desc);

create table factory.candidate (
    run_id      uuid        not null,
    number      integer     not null check (number >= 1),
    tenant      text        not null default 'default',
    workflow_id text        not null,
    -- Null while in flight.
    outcome     text        check (outcome in ('accepted', 'rejected', 'failed', 'cancelled')),
    reason      text,
    evidence    char(64),
    error       text,
    message     text,
    triplet_id  uuid,
    difficulty  text,
    issued_at   timestamptz not null default now(),
    settled_at  timestamptz,
    primary key (run_id, number),
    check ((outcome is null) = (settled_at is null)),
    check ((outcome is not distinct from 'rejected') = (reason is not null)),
    check ((outcome is not distinct from 'failed') = (error is not null)),
    check ((outcome is not distinct from 'accepted') = (triplet_id is not null)),
    check ((outcome is not distinct from 'accepted') = (difficulty is not null))
);
create index candidate_in_flight on factory.candidate (run_id, number) where outcome is null;
create index candidate_rejected on factory.candidate (run_id, number) where outcome = 'rejected';
create index candidate_cancelled on factory.candidate (run_id, number) where outcome = 'cancelled';

create function factory.refuse_second_outcome() returns trigger language plpgsql as $$
begin
    raise exception 'candidate %/% has its outcome already: %', old.run_id, old.number, old.outcome;
end
$$;
create trigger one_outcome before update on factory.candidate
    for each row when (old.outcome is not null) execute function factory.refuse_second_outcome();

create table factory.triplet (
    id                  uuid primary key,
    run_id              uuid        not null,
    number              integer     not null,
    tenant              text        not null default 'default',
    -- Passed every gate when the run had all it asked for.
    surplus             boolean     not null,
    simulated           boolean     not null,
    subset              text        not null,
    language            text        not null,
    difficulty          text        not null,
    question            char(64)    not null,
    entry_point         text        not null,
    signature           text        not null,
    seed                char(64)    not null,
    solution            char(64)    not null,
    tests               char(64)    not null,
    attempt             integer     not null,
    pass_sequence       integer[]   not null,
    verdict             text        not null,
    assurance           text        not null,
    checks              integer     not null,
    checks_passed       integer     not null,
    line_coverage       double precision,
    evidence            char(64)    not null,
    completion_prompt   char(64),
    completion_fitted   char(64),
    completion_evidence char(64),
    response_thinking   char(64),
    response_answer     char(64),
    response_solution   char(64),
    response_evidence   char(64),
    response_sample     integer,
    provenance          jsonb       not null,
    created_at          timestamptz not null default now(),
    unique (run_id, number)
);

create table factory.outbox (
    event_id   uuid primary key,
    tenant     text        not null default 'default',
    run_id     uuid        not null,
    seq        bigint      not null,
    type       text        not null,
    -- Set on an outcome's event: a candidate has exactly one.
    candidate  integer,
    outcome    text,
    body       jsonb       not null,
    created_at timestamptz not null default now(),
    sent_at    timestamptz,
    unique (run_id, seq)
);
create unique index outbox_outcome on factory.outbox (run_id, candidate) where candidate is not null;
create index outbox_unsent on factory.outbox (run_id, seq) where sent_at is null;

create table factory.run_request (
    tenant      text        not null default 'default',
    key         text        not null,
    body_sha256 char(64)    not null,
    -- The input with its defaults, as the run was started with.
    input       jsonb       not null,
    workflow_id text        not null unique,
    -- Null until the workflow is known to have started.
    run_id      uuid        unique,
    source      text        not null check (source in ('rest', 'kafka')),
    created_at  timestamptz not null default now(),
    primary key (tenant, key)
);
