-- Budgets, kept where calls are admitted; and the journal's changes as functions, each one round trip for many calls.
-- Askers change the journal by these functions alone. Locks are taken in one order: slots, gates, tenants, calls.

alter table teacher.run_gate
    -- Empty is no limit.
    add column limit_micro_usd    bigint check (limit_micro_usd >= 0),
    add column limit_tokens       bigint check (limit_tokens >= 0),
    -- The bounds of the calls that are under way.
    add column reserved_micro_usd bigint not null default 0 check (reserved_micro_usd >= 0),
    add column reserved_tokens    bigint not null default 0 check (reserved_tokens >= 0),
    -- Calls that ended: what the teacher said, or the bound where it did not say.
    add column spent_micro_usd    bigint not null default 0,
    add column spent_tokens       bigint not null default 0;

-- Only tenants that have a limit have a row, so that without one no row is shared by all runs.
create table teacher.tenant_budget (
    tenant             text primary key,
    limit_micro_usd    bigint check (limit_micro_usd >= 0),
    limit_tokens       bigint check (limit_tokens >= 0),
    reserved_micro_usd bigint not null default 0 check (reserved_micro_usd >= 0),
    reserved_tokens    bigint not null default 0 check (reserved_tokens >= 0),
    spent_micro_usd    bigint not null default 0,
    spent_tokens       bigint not null default 0
);

-- Profiles that are not to be asked until somebody has looked.
create table teacher.profile_stop (
    profile    text primary key,
    error_code text not null,
    message    text not null,
    stopped_at timestamptz not null default now()
);

alter table teacher.call
    -- What the call may cost at most; reserved while it is under way.
    add column bound_micro_usd   bigint not null default 0,
    add column bound_tokens      bigint not null default 0,
    -- What it took from the budget; empty while it is under way.
    add column charged_micro_usd bigint,
    add column charged_tokens    bigint;

-- Calls whose process may have died.
create index call_under_way on teacher.call (process_id) where state = 'ASKED';
create index run_gate_of_tenant on teacher.run_gate (tenant);

update teacher.call set charged_micro_usd = cost_micro_usd, charged_tokens = prompt_tokens + completion_tokens
where state <> 'ASKED';
update teacher.run_gate g set spent_micro_usd = c.cost, spent_tokens = c.tokens
from (select run_id, sum(cost_micro_usd) as cost, sum(prompt_tokens + completion_tokens) as tokens
      from teacher.call group by run_id) c
where c.run_id = g.run_id;

create function teacher.lock_budgets(runs uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform 1 from teacher.run_gate g where g.run_id = any (runs) order by g.run_id for update;
    perform 1 from teacher.tenant_budget t
        where t.tenant in (select g.tenant from teacher.run_gate g where g.run_id = any (runs))
        order by t.tenant for update;
end $$;

-- Moves an amount: into the reservations, out of them, into what is spent.
create function teacher.book(run uuid, reserve_micro_usd bigint, reserve_tokens bigint, spend_micro_usd bigint, spend_tokens bigint)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update teacher.run_gate g set
        reserved_micro_usd = g.reserved_micro_usd + reserve_micro_usd, reserved_tokens = g.reserved_tokens + reserve_tokens,
        spent_micro_usd = g.spent_micro_usd + spend_micro_usd, spent_tokens = g.spent_tokens + spend_tokens
    where g.run_id = run;
    update teacher.tenant_budget t set
        reserved_micro_usd = t.reserved_micro_usd + reserve_micro_usd, reserved_tokens = t.reserved_tokens + reserve_tokens,
        spent_micro_usd = t.spent_micro_usd + spend_micro_usd, spent_tokens = t.spent_tokens + spend_tokens
    from teacher.run_gate g where g.run_id = run and t.tenant = g.tenant;
end $$;

-- Marks calls that nobody is making any more. Nobody knows what they cost, so their bound stays spent.
create function teacher.lose_calls(ids bigint[], why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    lost record;
begin
    perform teacher.lock_budgets(array(select distinct c.run_id from teacher.call c where c.call_id = any (ids)));
    for lost in
        update teacher.call c set state = 'LOST', ended_at = clock_timestamp(), error_message = why,
            charged_micro_usd = c.bound_micro_usd, charged_tokens = c.bound_tokens
        where c.call_id = any (ids) and c.state = 'ASKED'
        returning c.run_id, c.bound_micro_usd, c.bound_tokens
    loop
        perform teacher.book(lost.run_id, -lost.bound_micro_usd, -lost.bound_tokens, lost.bound_micro_usd, lost.bound_tokens);
    end loop;
end $$;

-- The calls of processes whose lease ended: their reservations would keep others waiting for ever.
create function teacher.lose_dead_calls() returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select teacher.lose_calls(array(
        select c.call_id from teacher.call c left join teacher.lease l on l.process_id = c.process_id
        where c.state = 'ASKED' and not coalesce(l.expires_at > clock_timestamp(), false)), 'its owner''s lease ended')
$$;

-- The calls of one process on one slot, whose beginning it could not confirm.
create function teacher.lose_begun(run uuid, nth integer, of_step text, nth_attempt integer, nth_sample integer, process uuid)
returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    select teacher.lose_calls(array(
        select c.call_id from teacher.call c
        where c.run_id = run and c.candidate = nth and c.step = of_step and c.attempt = nth_attempt
            and c.sample = nth_sample and c.process_id = process and c.state = 'ASKED'), 'its beginning was not confirmed')
$$;

-- Whether one more call fits: empty, or LATER (calls under way hold what it needs), or EXHAUSTED.
create function teacher.fits(limited bigint, spent bigint, reserved bigint, wanted bigint) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case
        when limited is null or spent + reserved + wanted <= limited then null
        when spent + wanted <= limited then 'LATER'
        else 'EXHAUSTED'
    end
$$;

-- Whether the run may make this call: empty claim if so. The budgets are locked.
create function teacher.admission(run uuid, of_profile text, micro_usd bigint, tokens bigint, out claim text, out reason text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gate record;
    tenants record;
begin
    select * into gate from teacher.run_gate g where g.run_id = run;
    if not found or not gate.open then
        claim := 'CLOSED';
        return;
    end if;
    select 'STOPPED', s.error_code || ' ' || s.message into claim, reason from teacher.profile_stop s where s.profile = of_profile;
    if found then
        return;
    end if;
    select * into tenants from teacher.tenant_budget t where t.tenant = gate.tenant;
    -- EXHAUSTED sorts before LATER.
    select f.fit, case f.fit when 'EXHAUSTED' then format(
            '%s: the next call may cost %s %s, %s of %s are spent', f.whose, f.wanted, f.unit, f.spent, f.limited) end
        into claim, reason
    from (select v.*, teacher.fits(v.limited, v.spent, v.reserved, v.wanted) as fit from (values
        ('budget of the run', gate.limit_micro_usd, gate.spent_micro_usd, gate.reserved_micro_usd, micro_usd, 'micro-dollars'),
        ('budget of the run', gate.limit_tokens, gate.spent_tokens, gate.reserved_tokens, tokens, 'tokens'),
        ('budget of the tenant ' || gate.tenant, tenants.limit_micro_usd, tenants.spent_micro_usd, tenants.reserved_micro_usd,
            micro_usd, 'micro-dollars'),
        ('budget of the tenant ' || gate.tenant, tenants.limit_tokens, tenants.spent_tokens, tenants.reserved_tokens, tokens, 'tokens')
    ) as v (whose, limited, spent, reserved, wanted, unit)) f
    where f.fit is not null order by f.fit limit 1;
end $$;

-- Begins calls: each is answered by what its slot holds, or by why it may not be made, or by its new call.
create function teacher.begin_calls(calls jsonb, bodies bytea[])
returns table (n integer, claim text, call_id bigint, answered_state text, reply text, thinking text, reason text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    asked record;
    held record;
begin
    -- A run that takes no calls leaves no slot behind.
    insert into teacher.slot (run_id, candidate, step, attempt, sample, tenant)
    select c.run_id, c.candidate, c.step, c.attempt, c.sample, c.tenant
    from jsonb_to_recordset(calls)
        as c (run_id uuid, candidate integer, step text, attempt integer, sample integer, tenant text)
    join teacher.run_gate g on g.run_id = c.run_id and g.open
    order by 1, 2, 3, 4, 5
    on conflict do nothing;
    -- Lock first, then look: a look that waits for the lock would see the owner's row as it was before.
    perform 1 from teacher.slot s
        join jsonb_to_recordset(calls) as c (run_id uuid, candidate integer, step text, attempt integer, sample integer)
            on s.run_id = c.run_id and s.candidate = c.candidate and s.step = c.step and s.attempt = c.attempt and s.sample = c.sample
        order by s.run_id, s.candidate, s.step, s.attempt, s.sample
        for update of s;
    perform teacher.lock_budgets(array(select distinct c.run_id from jsonb_to_recordset(calls) as c (run_id uuid)));
    for asked in
        select * from jsonb_to_recordset(calls) as c (
            n integer, run_id uuid, candidate integer, step text, attempt integer, sample integer, tenant text,
            process_id uuid, service text, profile text, model text, template text, template_sha256 text,
            prompt_sha256 text, prompt_size integer, temperature double precision, max_tokens integer,
            bound_micro_usd bigint, bound_tokens bigint)
        order by c.n
    loop
        n := asked.n;
        claim := null; call_id := null; answered_state := null; reply := null; thinking := null; reason := null;
        select s.answered_call, a.state, a.reply_sha256, a.thinking_sha256, s.owner_call,
            coalesce(o.state = 'ASKED', false) as asking, coalesce(l.expires_at > clock_timestamp(), false) as alive
        into held
        from teacher.slot s
        left join teacher.call a on a.call_id = s.answered_call
        left join teacher.call o on o.call_id = s.owner_call
        left join teacher.lease l on l.process_id = o.process_id
        where s.run_id = asked.run_id and s.candidate = asked.candidate and s.step = asked.step
            and s.attempt = asked.attempt and s.sample = asked.sample;
        if not found then
            claim := 'CLOSED';
        elsif held.answered_call is not null then
            claim := 'ANSWERED';
            call_id := held.answered_call;
            answered_state := held.state; reply := held.reply_sha256; thinking := held.thinking_sha256;
        elsif held.asking and held.alive then
            claim := 'BUSY';
        else
            if held.asking then
                perform teacher.lose_calls(array[held.owner_call], 'its owner''s lease ended');
            end if;
            select a.claim, a.reason into claim, reason
            from teacher.admission(asked.run_id, asked.profile, asked.bound_micro_usd, asked.bound_tokens) a;
            if claim is null then
                perform artifact.put(decode(asked.prompt_sha256, 'hex'), bodies[asked.n], 'application/json', asked.prompt_size);
                insert into teacher.call (tenant, run_id, candidate, step, attempt, sample, state, process_id, service, profile,
                    model, template, template_sha256, prompt_sha256, temperature, max_tokens, bound_micro_usd, bound_tokens)
                values (asked.tenant, asked.run_id, asked.candidate, asked.step, asked.attempt, asked.sample, 'ASKED',
                    asked.process_id, asked.service, asked.profile, asked.model, asked.template, asked.template_sha256,
                    asked.prompt_sha256, asked.temperature, asked.max_tokens, asked.bound_micro_usd, asked.bound_tokens)
                returning call_id into call_id;
                update teacher.slot s set owner_call = begin_calls.call_id
                where s.run_id = asked.run_id and s.candidate = asked.candidate and s.step = asked.step
                    and s.attempt = asked.attempt and s.sample = asked.sample;
                perform teacher.book(asked.run_id, asked.bound_micro_usd, asked.bound_tokens, 0, 0);
                claim := 'MINE';
            end if;
        end if;
        return next;
    end loop;
end $$;

-- Writes how calls ended, with what they brought. True where the reply is now its slot's answer.
create function teacher.end_calls(calls jsonb, bodies bytea[]) returns table (n integer, filled boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
    ended record;
    slot record;
    was record;
    owns boolean;
    charge_micro_usd bigint;
    charge_tokens bigint;
begin
    perform 1 from teacher.slot s
        join jsonb_to_recordset(calls) as c (run_id uuid, candidate integer, step text, attempt integer, sample integer)
            on s.run_id = c.run_id and s.candidate = c.candidate and s.step = c.step and s.attempt = c.attempt and s.sample = c.sample
        order by s.run_id, s.candidate, s.step, s.attempt, s.sample
        for update of s;
    perform teacher.lock_budgets(array(select distinct c.run_id from jsonb_to_recordset(calls) as c (run_id uuid)));
    for ended in
        select * from jsonb_to_recordset(calls) as c (
            n integer, run_id uuid, candidate integer, step text, attempt integer, sample integer, call_id bigint,
            state text, fills boolean, settled boolean, finish_reason text,
            reply_sha256 text, reply_body integer, reply_size integer,
            thinking_sha256 text, thinking_body integer, thinking_size integer,
            prompt_tokens bigint, completion_tokens bigint, tokens_estimated boolean, cost_micro_usd bigint,
            first_token_at timestamptz, error_code text, error_message text)
        order by c.n
    loop
        n := ended.n;
        select s.owner_call, s.answered_call into strict slot from teacher.slot s
        where s.run_id = ended.run_id and s.candidate = ended.candidate and s.step = ended.step
            and s.attempt = ended.attempt and s.sample = ended.sample;
        select c.* into strict was from teacher.call c where c.call_id = ended.call_id for update;
        -- A commit whose confirmation was lost is repeated: nothing changes, and the answer is the same.
        filled := slot.answered_call is not distinct from ended.call_id;
        if not filled and was.state in ('ASKED', 'LOST') then
            -- A call that was given up but not followed by another still answers its slot.
            owns := slot.owner_call = ended.call_id and slot.answered_call is null;
            charge_micro_usd := ended.cost_micro_usd;
            charge_tokens := ended.prompt_tokens + ended.completion_tokens;
            if not ended.settled then
                charge_micro_usd := greatest(charge_micro_usd, was.bound_micro_usd);
                charge_tokens := greatest(charge_tokens, was.bound_tokens);
            end if;
            if ended.reply_sha256 is not null then
                perform artifact.put(decode(ended.reply_sha256, 'hex'), bodies[ended.reply_body], 'text/plain', ended.reply_size);
            end if;
            if ended.thinking_sha256 is not null then
                perform artifact.put(decode(ended.thinking_sha256, 'hex'), bodies[ended.thinking_body], 'text/plain', ended.thinking_size);
            end if;
            update teacher.call c set state = ended.state, ended_at = clock_timestamp(),
                late = not owns and ended.state <> 'LOST', finish_reason = ended.finish_reason,
                reply_sha256 = ended.reply_sha256, thinking_sha256 = ended.thinking_sha256,
                prompt_tokens = ended.prompt_tokens, completion_tokens = ended.completion_tokens,
                tokens_estimated = ended.tokens_estimated, cost_micro_usd = ended.cost_micro_usd,
                first_token_at = ended.first_token_at, error_code = ended.error_code, error_message = ended.error_message,
                charged_micro_usd = charge_micro_usd, charged_tokens = charge_tokens
            where c.call_id = ended.call_id;
            if was.state = 'ASKED' then
                perform teacher.book(ended.run_id, -was.bound_micro_usd, -was.bound_tokens, charge_micro_usd, charge_tokens);
            else
                perform teacher.book(ended.run_id, 0, 0, charge_micro_usd - was.charged_micro_usd, charge_tokens - was.charged_tokens);
            end if;
            if owns and ended.fills then
                update teacher.slot s set answered_call = ended.call_id
                where s.run_id = ended.run_id and s.candidate = ended.candidate and s.step = ended.step
                    and s.attempt = ended.attempt and s.sample = ended.sample;
                filled := true;
            end if;
            if was.bound_tokens > 0 and (charge_tokens > was.bound_tokens or charge_micro_usd > was.bound_micro_usd) then
                insert into teacher.profile_stop (profile, error_code, message)
                values (was.profile, 'PRICE_BOUND_BROKEN', format(
                    'teacher %s: call %s used %s tokens, more than its bound of %s: no budget can hold until its profile is right',
                    was.profile, ended.call_id, charge_tokens, was.bound_tokens))
                on conflict do nothing;
            end if;
        end if;
        return next;
    end loop;
end $$;
