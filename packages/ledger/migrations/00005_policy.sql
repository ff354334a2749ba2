-- Under which policy a decision was made, and by which clause of the terms of service: what a notice
-- quotes is what was in force then.
alter table restriction add column policy_version text not null default '';
alter table restriction add column terms jsonb;

-- How many bars begin by themselves within a time is asked before each.
create index restriction_transition_bars on restriction_transition (at)
  where to_state = 'applying' and by = 'auto';

-- A counter that only grows. A ledger whose mark is below one that was seen has been restored from
-- an older copy.
create table ledger_mark
(
  only_row boolean primary key default true check (only_row),
  mark integer not null,
  marked_at timestamptz(3) not null,
  -- What happened before, and is lacking here, a person has been told of.
  told_until timestamptz(3)
);

insert into ledger_mark (mark, marked_at) values (0, now());

-- Calls that a person has said are the customer's own: such as these wait for a person for a while.
create table quiet
(
  verdict_id integer primary key references verdict,
  alert_id text not null,
  service text not null,
  subscriber text not null,
  countries text[] not null,
  sources text[] not null,
  cost_jpy double precision not null,
  until timestamptz(3) not null
);

create index quiet_subscriber on quiet (service, subscriber, until);
