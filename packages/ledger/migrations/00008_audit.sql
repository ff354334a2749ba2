-- Who did what, in one chain: each entry holds the hash of the one before it, so that none can be
-- changed, taken out or slipped in without every later hash being another. Only added to.
create table audit_log
(
  -- From 1 without a gap.
  seq integer primary key,
  at timestamptz(3) not null,
  -- 'auto', a person, or a program.
  actor text not null,
  -- What of: 'restriction.applied', 'release.denied'.
  action text not null,
  -- Id of what it was done to.
  subject text not null,
  -- jsonb as this engine writes it, which is one text for one value.
  detail text not null,
  previous_hash text not null,
  hash text not null unique
);

create index audit_log_subject on audit_log (subject, seq);

-- One row: where the chain ends. Whoever adds locks it, so that entries follow one another in the
-- order in which their transactions end.
create table audit_head
(
  one boolean primary key default true check (one),
  seq integer not null,
  hash text not null
);

insert into audit_head (seq, hash) values (0, repeat('0', 64));

create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = 'insufficient_privilege';
end
$$;

create trigger audit_log_kept before update or delete on audit_log
  for each row execute function audit_refuse();

create trigger audit_log_not_emptied before truncate on audit_log
  for each statement execute function audit_refuse();

create trigger audit_head_kept before delete on audit_head
  for each row execute function audit_refuse();

-- People write numbers into their reasons: what may be one of nine digits or more is left out.
-- Digits within a word, as in an id or a hash, are none.
create function audit_text(given text) returns text language sql immutable as $$
  select regexp_replace(
    given,
    '(?<![[:alnum:]-])(?:\+|0|(?=\d{9}))\d?(?:[ ().-]?\d){8,}(?![[:alnum:]])',
    '***',
    'g'
  )
$$;

-- Texts of an entry's detail without numbers, but for its subscriber, who is who it concerns.
create function audit_detail(given jsonb) returns jsonb language sql immutable as $$
  select coalesce(
    jsonb_object_agg(
      key,
      case
        when jsonb_typeof(value) = 'string' and key <> 'subscriber'
          then to_jsonb(audit_text(value #>> '{}'))
        else value
      end
    ),
    '{}'
  )
  from jsonb_each(given)
$$;

create function audit_time(given timestamptz) returns text language sql immutable as $$
  select to_char(given at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- A field as a netstring: where one ends and the next begins is then never in question.
create function audit_field(given text) returns text language sql immutable as $$
  select octet_length(convert_to(given, 'UTF8')) || ':' || given || ','
$$;

-- Adds an entry, in the transaction of who calls it; as the owner, so that a role that works on
-- the ledger needs no right on the log but to read it.
create function audit_append(
  given_at timestamptz, given_actor text, given_action text, given_subject text, given_detail jsonb
) returns integer language plpgsql security definer set search_path from current as $$
declare
  head audit_head;
  entry audit_log;
begin
  select * into strict head from audit_head for update;
  entry.seq := head.seq + 1;
  entry.at := date_trunc('milliseconds', given_at);
  entry.actor := given_actor;
  entry.action := given_action;
  entry.subject := given_subject;
  entry.detail := audit_detail(given_detail)::text;
  entry.previous_hash := head.hash;
  entry.hash := encode(
    sha256(
      convert_to(
        audit_field(entry.previous_hash)
          || audit_field(entry.seq::text)
          || audit_field((extract(epoch from entry.at) * 1000)::bigint::text)
          || audit_field(entry.actor)
          || audit_field(entry.action)
          || audit_field(entry.subject)
          || audit_field(entry.detail),
        'UTF8'
      )
    ),
    'hex'
  );
  insert into audit_log values (entry.*);
  update audit_head set seq = entry.seq, hash = entry.hash;
  return entry.seq;
end
$$;

create function audit_transition() returns trigger language plpgsql as $$
declare
  of restriction;
begin
  select * into of from restriction where restriction_id = new.restriction_id;
  perform audit_append(
    new.at, new."by", 'restriction.' || new.to_state, new.restriction_id,
    new.detail || jsonb_build_object(
      'seq', new.seq, 'from', new.from_state, 'cause', new.reason,
      'until', audit_time(new.until), 'decidedBy', new.decided_by,
      'alertId', of.alert_id, 'service', of.service, 'subscriber', of.subscriber,
      'kind', of.kind, 'scope', of.scope
    )
  );
  return null;
end
$$;

create function audit_hold() returns trigger language plpgsql as $$
begin
  if new.ended_at is null then
    perform audit_append(
      new.since, new."by", 'hold.begun', new.service, jsonb_build_object('reason', new.reason)
    );
  else
    perform audit_append(
      new.ended_at, new.ended_by, 'hold.ended', new.service,
      jsonb_build_object('reason', new.ended_reason, 'since', audit_time(new.since))
    );
  end if;
  return null;
end
$$;

create function audit_verdict() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.at, new."by", 'verdict.given', new.alert_id,
    jsonb_build_object('verdict', new.verdict, 'reason', new.reason)
  );
  return null;
end
$$;

create function audit_directory_import() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.at, new."by", 'directory.imported', 'directory',
    jsonb_build_object(
      'file', new.file, 'sha256', new.content_hash, 'version', new.version, 'rows', new.rows,
      'added', new.added, 'changed', new.changed, 'ended', new.ended, 'moved', new.moved
    )
  );
  return null;
end
$$;

-- At the end of the transaction (deferred): the head is then the last lock that it takes, which
-- keeps two of them from waiting for each other, and is held for a moment.
create constraint trigger audit after insert on restriction_transition
  deferrable initially deferred for each row execute function audit_transition();

create constraint trigger audit after insert on hold
  deferrable initially deferred for each row execute function audit_hold();

create constraint trigger audit_end after update on hold
  deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null) execute function audit_hold();

create constraint trigger audit after insert on verdict
  deferrable initially deferred for each row execute function audit_verdict();

create constraint trigger audit after insert on directory_import
  deferrable initially deferred for each row execute function audit_directory_import();

-- Cases whose full numbers are kept for longer than records keep them, for a refund or a dispute.
create table number_hold
(
  alert_id text primary key,
  by text not null,
  reason text not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null
);

-- The numbers themselves; restricted, and deleted with their hold.
create table held_number
(
  alert_id text not null references number_hold on delete cascade,
  source text not null,
  call_id text not null,
  started_at timestamptz(3) not null,
  called_number text not null,
  primary key (alert_id, source, call_id, started_at)
);
