-- The journal: one row per logical answer (slot), one per try to get it (call).

-- A run takes calls while its gate is open; the factory writes it, askers read it in the transaction of their ASKED row.
create table teacher.run_gate (
    run_id     uuid primary key,
    tenant     text not null default 'default',
    open       boolean not null,
    changed_at timestamptz not null default now()
);

-- Who is alive: one row per process, renewed while it lives.
create table teacher.lease (
    process_id uuid primary key,
    service    text not null,
    expires_at timestamptz not null
);

create table teacher.call (
    call_id           bigint generated always as identity primary key,
    tenant            text not null default 'default',
    run_id            uuid not null,
    candidate         integer not null,
    step              text not null,
    attempt           integer not null,
    sample            integer not null,
    state             text not null check (state in ('ASKED', 'ANSWERED', 'REFUSED', 'CUT', 'LOST')),
    process_id        uuid not null,
    service           text not null,
    profile           text not null,
    model             text not null,
    template          text not null,
    template_sha256   text not null,
    -- The request as it was sent, an artifact.
    prompt_sha256     text not null,
    temperature       double precision not null,
    max_tokens        integer not null check (max_tokens between 1 and 131072),
    asked_at          timestamptz not null default now(),
    first_token_at    timestamptz,
    ended_at          timestamptz,
    finish_reason     text,
    -- The message's content and its separate reasoning, artifacts.
    reply_sha256      text,
    thinking_sha256   text,
    prompt_tokens     bigint not null default 0,
    completion_tokens bigint not null default 0,
    -- True where the teacher did not say and we counted.
    tokens_estimated  boolean not null default false,
    cost_micro_usd    bigint not null default 0,
    -- True where the reply came after the call had been given up: paid, never an answer.
    late              boolean not null default false,
    error_code        text,
    error_message     text
);

-- Sums, rows and unfinished calls of a run; takeover of a slot.
create index call_of_slot on teacher.call (run_id, candidate, step, attempt, sample);
create index call_with_reply on teacher.call (reply_sha256) where reply_sha256 is not null;

create table teacher.slot (
    run_id        uuid not null,
    candidate     integer not null check (candidate >= 1),
    step          text not null,
    attempt       integer not null check (attempt >= 1),
    sample        integer not null check (sample >= 1),
    tenant        text not null default 'default',
    -- The call that may fill the slot; empty when nobody asks.
    owner_call    bigint references teacher.call (call_id),
    -- The call that filled it: set once.
    answered_call bigint references teacher.call (call_id),
    created_at    timestamptz not null default now(),
    primary key (run_id, candidate, step, attempt, sample)
);

-- The database itself refuses a second answer.
create function teacher.refuse_second_answer() returns trigger language plpgsql as $$
begin
    if old.answered_call is not null and new.answered_call is distinct from old.answered_call then
        raise exception 'slot %/%/%/%/% is answered already', old.run_id, old.candidate, old.step, old.attempt, old.sample;
    end if;
    return new;
end $$;

create trigger slot_answer_once before update on teacher.slot
    for each row execute function teacher.refuse_second_answer();
