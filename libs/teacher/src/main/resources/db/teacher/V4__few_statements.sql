-- Calls are begun and ended by few statements each. The gate of a run is the lock on its slots and calls: whoever
-- changes them holds it, so that they need no locks of their own. Locks are taken in one order: gates, tenants.

-- Called only for an update that it will refuse.
drop trigger slot_answer_once on teacher.slot;
create trigger slot_answer_once before update on teacher.slot for each row
    when (old.answered_call is not null and new.answered_call is distinct from old.answered_call)
    execute function teacher.refuse_second_answer();

-- Nobody looks for a call by its reply.
drop index teacher.call_with_reply;

drop function teacher.begin_calls(jsonb, bytea[]);
drop function teacher.end_calls(jsonb, bytea[]);
drop function teacher.admission(uuid, text, bigint, bigint);

-- Whether a call fits into what is left: empty claim if so. Both budgets are locked.
create function teacher.room(
    gate teacher.run_gate, tenants teacher.tenant_budget, micro_usd bigint, tokens bigint, out claim text, out reason text)
language sql stable as $$
    -- EXHAUSTED sorts before LATER.
    select f.fit, case f.fit when 'EXHAUSTED' then format(
        '%s: the next call may cost %s %s, %s of %s are spent', f.whose, f.wanted, f.unit, f.spent, f.limited) end
    from (select v.*, teacher.fits(v.limited, v.spent, v.reserved, v.wanted) as fit from (values
        ('budget of the run', gate.limit_micro_usd, gate.spent_micro_usd, gate.reserved_micro_usd, micro_usd, 'micro-dollars'),
        ('budget of the run', gate.limit_tokens, gate.spent_tokens, gate.reserved_tokens, tokens, 'tokens'),
        ('budget of the tenant ' || gate.tenant, tenants.limit_micro_usd, tenants.spent_micro_usd, tenants.reserved_micro_usd,
            micro_usd, 'micro-dollars'),
        ('budget of the tenant ' || gate.tenant, tenants.limit_tokens, tenants.spent_tokens, tenants.reserved_tokens, tokens, 'tokens')
    ) as v (whose, limited, spent, reserved, wanted, unit)) f
    where f.fit is not null order by f.fit limit 1
$$;

-- begin_calls for one run, whose budgets are locked. What it reserves is booked once, for all.
create function teacher.begin_calls(run uuid, calls jsonb)
returns table (n integer, claim text, call_id bigint, answered_state text, reply text, thinking text, reason text)
language plpgsql as $$
#variable_conflict use_column
declare
    asked record;
    held record;
    -- The budgets with what is reserved here.
    gate teacher.run_gate;
    tenants teacher.tenant_budget;
    stopped teacher.profile_stop;
    stopped_profile text;
    new_micro_usd bigint := 0;
    new_tokens bigint := 0;
begin
    select g.* into gate from teacher.run_gate g where g.run_id = run;
    select t.* into tenants from teacher.tenant_budget t where t.tenant = gate.tenant;
    for asked in
        select c.* from jsonb_to_recordset(calls) as c (
            n integer, run_id uuid, candidate integer, step text, attempt integer, sample integer, tenant text,
            process_id uuid, service text, profile text, model text, template text, template_sha256 text,
            prompt_sha256 text, temperature double precision, max_tokens integer, bound_micro_usd bigint, bound_tokens bigint)
        where c.run_id = run order by c.n
    loop
        n := asked.n;
        claim := null; call_id := null; answered_state := null; reply := null; thinking := null; reason := null;
        -- One look for each: the one before may have been for the same slot.
        select s.run_id, s.answered_call, c.call_id, c.state, c.reply_sha256, c.thinking_sha256,
            coalesce(l.expires_at > clock_timestamp(), false) as alive
        into held
        from teacher.slot s
        left join teacher.call c on c.call_id = coalesce(s.answered_call, s.owner_call)
        left join teacher.lease l on l.process_id = c.process_id
        where s.run_id = run and s.candidate = asked.candidate and s.step = asked.step
            and s.attempt = asked.attempt and s.sample = asked.sample;
        if held.answered_call is not null then
            claim := 'ANSWERED';
            call_id := held.answered_call;
            answered_state := held.state; reply := held.reply_sha256; thinking := held.thinking_sha256;
        elsif held.state = 'ASKED' and held.alive then
            claim := 'BUSY';
        elsif gate.open is distinct from true then
            claim := 'CLOSED';
        elsif held.state = 'ASKED' then
            -- Changes the budgets itself.
            perform teacher.book(run, new_micro_usd, new_tokens, 0, 0);
            new_micro_usd := 0; new_tokens := 0;
            perform teacher.lose_calls(array[held.call_id], 'its owner''s lease ended');
            select g.* into gate from teacher.run_gate g where g.run_id = run;
            select t.* into tenants from teacher.tenant_budget t where t.tenant = gate.tenant;
        end if;
        if claim is null and asked.profile is distinct from stopped_profile then
            select s.* into stopped from teacher.profile_stop s where s.profile = asked.profile;
            stopped_profile := asked.profile;
        end if;
        if claim is null and stopped.error_code is not null then
            claim := 'STOPPED';
            reason := stopped.error_code || ' ' || stopped.message;
        end if;
        if claim is null and (gate.limit_micro_usd is not null or gate.limit_tokens is not null or tenants.tenant is not null) then
            select r.claim, r.reason into claim, reason
            from teacher.room(gate, tenants, asked.bound_micro_usd, asked.bound_tokens) r;
        end if;
        if claim is null then
            insert into teacher.call (tenant, run_id, candidate, step, attempt, sample, state, process_id, service, profile,
                model, template, template_sha256, prompt_sha256, temperature, max_tokens, bound_micro_usd, bound_tokens)
            values (asked.tenant, run, asked.candidate, asked.step, asked.attempt, asked.sample, 'ASKED',
                asked.process_id, asked.service, asked.profile, asked.model, asked.template, asked.template_sha256,
                asked.prompt_sha256, asked.temperature, asked.max_tokens, asked.bound_micro_usd, asked.bound_tokens)
            returning call_id into call_id;
            if held.run_id is null then
                insert into teacher.slot (run_id, candidate, step, attempt, sample, tenant, owner_call)
                values (run, asked.candidate, asked.step, asked.attempt, asked.sample, asked.tenant, begin_calls.call_id);
            else
                update teacher.slot s set owner_call = begin_calls.call_id
                where s.run_id = run and s.candidate = asked.candidate and s.step = asked.step
                    and s.attempt = asked.attempt and s.sample = asked.sample;
            end if;
            claim := 'MINE';
            new_micro_usd := new_micro_usd + asked.bound_micro_usd;
            new_tokens := new_tokens + asked.bound_tokens;
            gate.reserved_micro_usd := gate.reserved_micro_usd + asked.bound_micro_usd;
            gate.reserved_tokens := gate.reserved_tokens + asked.bound_tokens;
            tenants.reserved_micro_usd := tenants.reserved_micro_usd + asked.bound_micro_usd;
            tenants.reserved_tokens := tenants.reserved_tokens + asked.bound_tokens;
        end if;
        return next;
    end loop;
    if new_micro_usd <> 0 or new_tokens <> 0 then
        perform teacher.book(run, new_micro_usd, new_tokens, 0, 0);
    end if;
end $$;

-- end_calls for one run, whose budgets are locked. What it spends is booked once, for all.
create function teacher.end_calls(run uuid, calls jsonb) returns table (n integer, claim text)
language plpgsql as $$
#variable_conflict use_column
declare
    ended record;
    was record;
    owns boolean;
    filled boolean;
    charge_micro_usd bigint;
    charge_tokens bigint;
    freed_micro_usd bigint := 0;
    freed_tokens bigint := 0;
    spent_micro_usd bigint := 0;
    spent_tokens bigint := 0;
begin
    for ended in
        select c.* from jsonb_to_recordset(calls) as c (
            n integer, run_id uuid, candidate integer, step text, attempt integer, sample integer, call_id bigint,
            state text, fills boolean, settled boolean, finish_reason text, reply_sha256 text, thinking_sha256 text,
            prompt_tokens bigint, completion_tokens bigint, tokens_estimated boolean, cost_micro_usd bigint,
            first_token_at timestamptz, error_code text, error_message text)
        where c.run_id = run order by c.n
    loop
        n := ended.n;
        select s.owner_call, s.answered_call, c.profile, c.state, c.bound_micro_usd, c.bound_tokens,
            c.charged_micro_usd, c.charged_tokens
        into strict was
        from teacher.slot s, teacher.call c
        where s.run_id = run and s.candidate = ended.candidate and s.step = ended.step
            and s.attempt = ended.attempt and s.sample = ended.sample and c.call_id = ended.call_id;
        -- A commit whose confirmation was lost is repeated: nothing changes, and the answer is the same.
        filled := was.answered_call is not distinct from ended.call_id;
        if not filled and was.state in ('ASKED', 'LOST') then
            -- A call that was given up but not followed by another still answers its slot.
            owns := was.owner_call = ended.call_id and was.answered_call is null;
            charge_micro_usd := ended.cost_micro_usd;
            charge_tokens := ended.prompt_tokens + ended.completion_tokens;
            if not ended.settled then
                charge_micro_usd := greatest(charge_micro_usd, was.bound_micro_usd);
                charge_tokens := greatest(charge_tokens, was.bound_tokens);
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
                freed_micro_usd := freed_micro_usd + was.bound_micro_usd;
                freed_tokens := freed_tokens + was.bound_tokens;
            end if;
            spent_micro_usd := spent_micro_usd + charge_micro_usd - coalesce(was.charged_micro_usd, 0);
            spent_tokens := spent_tokens + charge_tokens - coalesce(was.charged_tokens, 0);
            if owns and ended.fills then
                update teacher.slot s set answered_call = ended.call_id
                where s.run_id = run and s.candidate = ended.candidate and s.step = ended.step
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
        claim := case when filled then 'FILLED' else 'RECORDED' end;
        return next;
    end loop;
    if (freed_micro_usd, freed_tokens, spent_micro_usd, spent_tokens) <> (0, 0, 0, 0) then
        perform teacher.book(run, -freed_micro_usd, -freed_tokens, spent_micro_usd, spent_tokens);
    end if;
end $$;

-- Ends calls and begins others, by one statement. An ended one is answered by whether its reply is now its slot's
-- answer (FILLED), one to be begun by what its slot holds, or by why it may not be made, or by its new call (MINE).
-- The arrays hold what is to be stored: request number n in place n, then all that the ended calls brought.
create function teacher.change_calls(
    ended jsonb, begun jsonb, hashes bytea[], bodies bytea[], sizes integer[], medias text[])
returns table (n integer, claim text, call_id bigint, answered_state text, reply text, thinking text, reason text)
-- A plan that was made while the tables were small must not be kept while they grow.
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
    runs uuid[];
    run uuid;
    wanted integer[] := array(select generate_series(jsonb_array_length(begun) + 1, cardinality(bodies)));
begin
    select array_agg(distinct c.run_id order by c.run_id) into runs
    from jsonb_to_recordset(ended || begun) as c (run_id uuid);
    perform teacher.lock_budgets(runs);
    foreach run in array runs loop
        -- First, because it makes room in the budget.
        for n, claim in select e.n, e.claim from teacher.end_calls(run, ended) e loop
            return next;
        end loop;
        for n, claim, call_id, answered_state, reply, thinking, reason in select * from teacher.begin_calls(run, begun) loop
            if claim = 'MINE' then
                wanted := wanted || n;
            end if;
            return next;
        end loop;
        claim := null; call_id := null; answered_state := null; reply := null; thinking := null; reason := null;
    end loop;
    perform artifact.put_all(wanted, hashes, bodies, sizes, medias);
end $$;

-- What slots hold, without changing anything: an answer, or a call that a live process is making, or nothing.
create function teacher.look_at(slots jsonb)
returns table (n integer, claim text, call_id bigint, answered_state text, reply text, thinking text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
#variable_conflict use_column
declare
    wanted record;
begin
    for wanted in
        select * from jsonb_to_recordset(slots)
            as c (n integer, run_id uuid, candidate integer, step text, attempt integer, sample integer)
    loop
        return query select wanted.n,
            case when s.answered_call is not null then 'ANSWERED' when c.state = 'ASKED' and l.alive then 'BUSY' else 'FREE' end,
            s.answered_call, c.state, c.reply_sha256, c.thinking_sha256
        from (values (1)) as one (x)
        left join teacher.slot s on s.run_id = wanted.run_id and s.candidate = wanted.candidate and s.step = wanted.step
            and s.attempt = wanted.attempt and s.sample = wanted.sample
        left join teacher.call c on c.call_id = coalesce(s.answered_call, s.owner_call)
        left join lateral (select true as alive from teacher.lease l
            where l.process_id = c.process_id and l.expires_at > clock_timestamp()) l on true;
    end loop;
end $$;
