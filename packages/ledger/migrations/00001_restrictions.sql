-- A subscriber's restrictions, each where it stands now. What happened is in restriction_transition.
create table restriction
(
  restriction_id text primary key,
  alert_id text not null,
  service text not null,
  subscriber text not null,
  kind text not null check (kind in ('fraud', 'request')),
  scope text not null,
  state text not null check (state in (
    'shadow', 'proposed', 'applying', 'applied', 'releasing', 'released', 'expired', 'failed'
  )),
  reason text not null,
  -- 'auto', or who approved it.
  decided_by text not null,
  at timestamptz(3) not null,
  until timestamptz(3) not null,
  severity text not null,
  score double precision not null,
  rules text[] not null,
  rules_version text not null,
  -- The alert's growth step that the evidence is of.
  step integer not null,
  evidence_at timestamptz(3) not null,
  evidence_started_at timestamptz(3) not null,
  -- Number of its newest transition.
  seq integer not null,
  -- Of the lease under which it was last changed.
  fence integer not null default 0,
  -- When something is to be done about it; nothing where only a person can.
  next_at timestamptz(3),
  -- Times the switch was asked, whatever came of it.
  attempts integer not null default 0,
  -- As what it ends once the switch has let go; set while releasing.
  ends_as text check (ends_as in ('released', 'expired')),
  -- What the switch said before it was first asked: a release restores that.
  prior_state jsonb,
  target_ref text,
  -- When a bar, or the proposal of one, came to its end.
  ended_at timestamptz(3),
  -- What the newest attempt failed of.
  problem text
);

-- Whoever comes second must see that the line is barred already.
create unique index restriction_live on restriction (service, subscriber, kind, scope)
  where state in ('applying', 'applied', 'releasing');

create index restriction_due on restriction (next_at) where next_at is not null;

create index restriction_ended on restriction (service, subscriber, ended_at)
  where ended_at is not null;

-- Only added to; mirrored_at alone is written later.
create table restriction_transition
(
  restriction_id text not null references restriction,
  seq integer not null,
  from_state text,
  to_state text not null,
  at timestamptz(3) not null,
  -- 'auto', or a person.
  by text not null,
  reason text not null,
  detail jsonb not null,
  -- As they stood after it.
  until timestamptz(3) not null,
  decided_by text not null,
  mirrored_at timestamptz(3),
  primary key (restriction_id, seq)
);

create index restriction_transition_unmirrored on restriction_transition (at)
  where mirrored_at is null;

-- Who works on a subscriber. A row stays for good: its fence only grows, and a holder that was
-- thought dead is told by it that another has taken over.
create table subscriber_lease
(
  service text not null,
  subscriber text not null,
  owner text not null,
  expires_at timestamptz(3) not null,
  fence integer not null,
  primary key (service, subscriber)
);

-- What the target that touches nothing would have barred.
create table dry_run_barring
(
  key text primary key,
  service text not null,
  subscriber text not null,
  scope text not null,
  until timestamptz(3) not null
);
