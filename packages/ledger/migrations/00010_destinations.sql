-- Destinations that no line of a service may call for a while. A person asks, two others approve;
-- one alone may place one for two hours at most.
create table destination_restriction
(
  destination_id text primary key,
  -- Of the switch's entry: one for all restrictions of a service's prefix.
  target_key text not null,
  service text not null,
  -- From the country code on, without a plus.
  prefix text not null check (prefix ~ '^[1-9][0-9]{0,9}$'),
  provisional boolean not null,
  state text not null check (state in (
    'proposed', 'applying', 'applied', 'releasing', 'released', 'expired', 'failed'
  )),
  reason text not null,
  requested_by text not null,
  -- The name as names are compared.
  requester text not null,
  at timestamptz(3) not null,
  until timestamptz(3) not null,
  -- Subscribers who may call there all the same.
  exceptions text[] not null,
  -- What was seen when it was asked for.
  evidence jsonb not null,
  -- Of all that is approved, and of what was in force for the destination then.
  payload_hash text not null,
  base_hash text not null,
  seq integer not null default 1,
  fence integer not null default 0,
  next_at timestamptz(3),
  attempts integer not null default 0,
  ends_as text check (ends_as in ('released', 'expired')),
  prior_state jsonb,
  ended_at timestamptz(3),
  problem text,
  unique (destination_id, requester),
  check (not provisional or until <= at + interval '2 hours')
);

create unique index destination_live on destination_restriction (service, prefix, provisional)
  where state in ('applying', 'applied', 'releasing');

create index destination_target on destination_restriction (target_key);

create index destination_due on destination_restriction (next_at) where next_at is not null;

-- Nobody approves twice, and nobody what he asked for himself.
create table destination_approval
(
  destination_id text not null,
  approver text not null,
  requester text not null,
  by text not null,
  reason text not null,
  at timestamptz(3) not null,
  payload_hash text not null,
  primary key (destination_id, approver),
  foreign key (destination_id, requester)
    references destination_restriction (destination_id, requester),
  check (approver <> requester)
);

-- What happened to each; only added to, but for mirrored_at. 'placed-alone' is to be told to leads.
create table destination_event
(
  destination_id text not null references destination_restriction,
  seq integer not null,
  from_state text,
  to_state text not null,
  at timestamptz(3) not null,
  by text not null,
  reason text not null,
  detail jsonb not null,
  until timestamptz(3) not null,
  mirrored_at timestamptz(3),
  primary key (destination_id, seq)
);

create index destination_event_unmirrored on destination_event (at) where mirrored_at is null;

-- What the target that touches nothing would have restricted.
create table dry_run_destination
(
  service text not null,
  prefix text not null,
  until timestamptz(3) not null,
  exceptions text[] not null,
  primary key (service, prefix)
);

-- What a node or a person is to hold of a destination goes by its target_key.
alter table bar_entry drop constraint bar_entry_restriction_id_fkey;
alter table manual_step drop constraint manual_step_restriction_id_fkey;

-- Who asked, approved, placed and released, and what became of it.
create function audit_destination() returns trigger language plpgsql as $$
declare
  of destination_restriction;
begin
  select * into of from destination_restriction where destination_id = new.destination_id;
  perform audit_append(
    new.at, new."by", 'destination.' || new.to_state, new.destination_id,
    new.detail || jsonb_build_object(
      'seq', new.seq, 'from', new.from_state, 'cause', new.reason,
      'until', audit_time(new.until), 'requestedBy', of.requested_by,
      'service', of.service, 'prefix', of.prefix, 'provisional', of.provisional,
      'exceptions', of.exceptions
    )
  );
  return null;
end
$$;

create constraint trigger audit after insert on destination_event
  deferrable initially deferred for each row execute function audit_destination();

-- The NOC is told of what one person alone restricted, and of what the switch refused.
alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in (
  'barred', 'extended', 'lifted', 'opened', 'restriction', 'lapsed', 'wave', 'alarm', 'destination'
));
