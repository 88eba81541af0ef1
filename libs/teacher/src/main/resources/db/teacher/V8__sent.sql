-- When calls were sent. They are begun ahead of their turn, and a process may be stopped between the two, so that when a
-- call was begun says neither how long the teacher was at it nor whether its slot was answered before.
alter table teacher.call
    -- By this clock, from how long ago it was by the asker's: told with the end of the call. Empty where it was never
    -- sent, and where nobody told: the asker died, or is of an older version.
    add column sent_at timestamptz;

-- A beginning that was not confirmed is found by stray_calls. By its slot, it could be taken for a call that the same
-- process began after it.
drop function teacher.lose_begun(uuid, integer, text, integer, integer, uuid);

-- end_calls for one run, whose budgets are locked. What it spends is booked once, for all.
create or replace function teacher.end_calls(run uuid, calls jsonb) returns table (n integer, claim text)
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
            overrun_micro_usd bigint, overrun_tokens bigint, sent_ago_ms double precision, first_token_at timestamptz,
            error_code text, error_message text)
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
            if not ended.settled and was.bound_tokens > 0 then
                -- greatest passes over what is null.
                charge_micro_usd := greatest(was.bound_micro_usd, ended.overrun_micro_usd);
                charge_tokens := greatest(was.bound_tokens, ended.overrun_tokens);
            end if;
            update teacher.call c set state = ended.state, ended_at = clock_timestamp(),
                late = not owns and ended.state <> 'LOST', finish_reason = ended.finish_reason,
                reply_sha256 = ended.reply_sha256, thinking_sha256 = ended.thinking_sha256,
                prompt_tokens = ended.prompt_tokens, completion_tokens = ended.completion_tokens,
                tokens_estimated = ended.tokens_estimated, cost_micro_usd = least(ended.cost_micro_usd, charge_micro_usd),
                -- Counted from when the statement came: it may have waited for locks since. greatest passes over what is null.
                sent_at = case when ended.sent_ago_ms is not null then greatest(
                    c.asked_at, statement_timestamp() - ended.sent_ago_ms * interval '1 millisecond') end,
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
            if was.bound_tokens > 0 and (charge_tokens > was.bound_tokens or charge_micro_usd > was.bound_micro_usd
                    or ended.overrun_tokens is not null) then
                insert into teacher.profile_stop (profile, error_code, message)
                values (was.profile, 'PRICE_BOUND_BROKEN', format(
                    'teacher %s: call %s %s: no budget can hold until its profile is right', was.profile, ended.call_id,
                    case when charge_tokens > was.bound_tokens or charge_micro_usd > was.bound_micro_usd
                        then format('used %s tokens, more than its bound of %s', charge_tokens, was.bound_tokens)
                        else 'was counted by its teacher as no call can be' end))
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
