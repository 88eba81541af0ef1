-- Whom a run asks, by step, where the journal looks anyway: what is being tried again follows a retune at once, without
-- waiting for its workflow, which only hears of a step that ended.
alter table teacher.run_gate
    -- {"QUESTION": profile, …}; empty for runs that were opened before.
    add column teachers jsonb;

-- begin_calls for one run, whose budgets are locked. What it reserves is booked once, for all.
create or replace function teacher.begin_calls(run uuid, calls jsonb)
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
            prompt_sha256 text, temperature double precision, max_tokens integer, bound_micro_usd bigint, bound_tokens bigint,
            teacher text)
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
        elsif gate.teachers ->> asked.step <> asked.teacher then
            -- Who asks waited for its place while the run was retuned; it may be at a teacher that does not answer.
            claim := 'RETUNED';
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

-- What slots hold, without changing anything: an answer, or a call that a live process is making, or nothing. Also whom
-- the run asks for that step now, if it says so.
drop function teacher.look_at(jsonb);
create function teacher.look_at(slots jsonb)
returns table (n integer, claim text, call_id bigint, answered_state text, reply text, thinking text, teacher text)
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
            s.answered_call, c.state, c.reply_sha256, c.thinking_sha256, g.teachers ->> wanted.step
        from (values (1)) as one (x)
        left join teacher.run_gate g on g.run_id = wanted.run_id
        left join teacher.slot s on s.run_id = wanted.run_id and s.candidate = wanted.candidate and s.step = wanted.step
            and s.attempt = wanted.attempt and s.sample = wanted.sample
        left join teacher.call c on c.call_id = coalesce(s.answered_call, s.owner_call)
        left join lateral (select true as alive from teacher.lease l
            where l.process_id = c.process_id and l.expires_at > clock_timestamp()) l on true;
    end loop;
end $$;
