-- How many seeds a source holds: picking and counting never scan the seeds, and an import takes its ordinals from
-- here under the row's lock, so that they have no gaps.
create table question.seed_source (
    tenant text not null default 'default',
    kind   text not null check (kind in ('documentation', 'snippet')),
    source text not null,
    seeds  bigint not null default 0 check (seeds >= 0),
    primary key (tenant, kind, source)
);

create table question.seed (
    tenant      text not null default 'default',
    kind        text not null check (kind in ('documentation', 'snippet')),
    hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
    source      text not null,
    ordinal     bigint not null check (ordinal >= 1),
    title       text not null,
    licence     text,
    imported_at timestamptz not null default now(),
    primary key (tenant, kind, hash),
    unique (tenant, kind, source, ordinal),
    foreign key (tenant, kind, source) references question.seed_source
);

-- The seed of a candidate, drawn once: an import between two tries must not change it.
create table question.pick (
    run_id      uuid not null,
    number      int not null check (number >= 1),
    tenant      text not null default 'default',
    seed_tenant text not null,
    seed_kind   text not null,
    seed_hash   text not null,
    picked_at   timestamptz not null default now(),
    primary key (run_id, number),
    foreign key (seed_tenant, seed_kind, seed_hash) references question.seed
);

create table question.question (
    run_id                uuid not null,
    number                int not null check (number >= 1),
    draft_hash            text not null check (draft_hash ~ '^[0-9a-f]{64}$'),
    tenant                text not null default 'default',
    corpus                text not null,
    corpus_seq            bigint,
    normalised_hash       text not null check (normalised_hash ~ '^[0-9a-f]{64}$'),
    text_hash             text not null check (text_hash ~ '^[0-9a-f]{64}$'),
    entry_point_name      text not null,
    entry_point_signature text not null,
    subset                text not null,
    seed_hash             text not null,
    decision              text not null check (decision in ('KEPT', 'DUPLICATE')),
    original_run_id       uuid,
    original_number       int,
    decided_at            timestamptz not null default now(),
    primary key (run_id, number, draft_hash),
    check ((decision = 'KEPT') = (corpus_seq is not null)),
    check ((decision = 'DUPLICATE') = (original_run_id is not null and original_number is not null))
);

create unique index question_unique_in_corpus on question.question (tenant, corpus, normalised_hash)
    where decision = 'KEPT';
create unique index question_corpus_seq on question.question (tenant, corpus, corpus_seq)
    where decision = 'KEPT';
