-- What a restriction has on each node of a target, entry by entry: written before the node is asked,
-- so that after a crash, or a change of the directory, it is known what may stand there.
create table bar_entry
(
  restriction_id text not null references restriction,
  -- target/node
  node text not null,
  list text not null check (list in ('line', 'destination', 'allowed')),
  -- A line or trunk, a prefix, or line:prefix.
  key text not null,
  until timestamptz(3) not null,
  -- When the node last said that it holds it; nothing while it does not.
  read_at timestamptz(3),
  -- When it was found gone while others stood: a person took it away, and only a person bars again.
  lifted_at timestamptz(3),
  problem text,
  -- What somebody else had in its place, which a release puts back.
  prior jsonb,
  primary key (restriction_id, node, list, key)
);

create index bar_entry_place on bar_entry (node, list, key);

-- Since when a node runs, as it says itself: another answer means that it forgot everything.
create table bar_node
(
  node text primary key,
  started text not null,
  read_at timestamptz(3) not null
);

-- What a person is to do at a switch that no program reaches.
create table manual_step
(
  target text not null,
  restriction_id text not null references restriction,
  action text not null check (action in ('apply', 'release')),
  instructions text not null,
  until timestamptz(3) not null,
  asked_at timestamptz(3) not null,
  done_by text,
  done_at timestamptz(3),
  primary key (target, restriction_id)
);
