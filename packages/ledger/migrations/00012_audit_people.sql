-- What persons do about cases and notices is in the audit log too, added as the rest of it is.

-- Why, in the person's words; '' where nobody asked for a reason.
alter table acknowledgement add column reason text not null default '';
alter table silence add column ended_reason text not null default '';

create function audit_acknowledgement() returns trigger language plpgsql as $$
declare
  before text;
begin
  -- Whoever takes a case over ends, at that moment, that another had it.
  select "by" into before from acknowledgement
    where subject_id = new.subject_id and lapsed_at = new.at
      and acknowledgement_id < new.acknowledgement_id
    order by acknowledgement_id desc limit 1;
  perform audit_append(
    new.at, new."by", 'case.acknowledged', new.subject_id,
    jsonb_build_object('reason', new.reason, 'takenOverFrom', before)
  );
  return null;
end
$$;

create function audit_acknowledgement_lapsed() returns trigger language plpgsql as $$
begin
  if exists (
    select 1 from acknowledgement
      where subject_id = new.subject_id and at = new.lapsed_at
        and acknowledgement_id > new.acknowledgement_id
  ) then
    return null;
  end if;
  perform audit_append(
    new.lapsed_at, 'auto', 'case.acknowledgement-lapsed', new.subject_id,
    jsonb_build_object('acknowledgedBy', new."by", 'since', audit_time(new.at))
  );
  return null;
end
$$;

-- Without whom was reached: a name would stand here for good.
create function audit_case_contact() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.at, new."by", 'case.contacted', new.case_id,
    jsonb_build_object(
      'reason', new.note, 'how', new.how, 'outcome', new.outcome,
      'verdictId', new.verdict_id, 'released', to_jsonb(new.released),
      'alertId', (select alert_id from fraud_case where case_id = new.case_id)
    )
  );
  return null;
end
$$;

create function audit_silence() returns trigger language plpgsql as $$
begin
  if new.ended_by is null then
    perform audit_append(
      new.since, new."by", 'silence.begun', new.service,
      jsonb_build_object(
        'reason', new.reason, 'silenceId', new.silence_id, 'subscriber', new.subscriber,
        'until', audit_time(new.until)
      )
    );
  else
    perform audit_append(
      new.until, new.ended_by, 'silence.ended', new.service,
      jsonb_build_object(
        'reason', new.ended_reason, 'silenceId', new.silence_id, 'subscriber', new.subscriber,
        'since', audit_time(new.since), 'begunBy', new."by"
      )
    );
  end if;
  return null;
end
$$;

create constraint trigger audit after insert on acknowledgement
  deferrable initially deferred for each row execute function audit_acknowledgement();

create constraint trigger audit_lapsed after update on acknowledgement
  deferrable initially deferred for each row
  when (old.lapsed_at is null and new.lapsed_at is not null)
  execute function audit_acknowledgement_lapsed();

create constraint trigger audit after insert on case_contact
  deferrable initially deferred for each row execute function audit_case_contact();

create constraint trigger audit after insert on silence
  deferrable initially deferred for each row execute function audit_silence();

create constraint trigger audit_end after update on silence
  deferrable initially deferred for each row
  when (old.ended_by is null and new.ended_by is not null) execute function audit_silence();
