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
