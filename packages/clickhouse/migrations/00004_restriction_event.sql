-- What happened to each restriction, copied from the ledger, which numbers it. A repeat is the same
-- row and replaces itself. at, until and decided_by are the restriction's as they stood then.
create table if not exists restriction_event
(
  restriction_id String,
  seq UInt32,
  alert_id String,
  subscriber String,
  service String,
  kind String,
  scope String,
  from_state String,
  state String,
  transition_at DateTime64(3, 'UTC'),
  done_by String,
  reason String,
  detail String,
  at DateTime64(3, 'UTC'),
  until DateTime64(3, 'UTC'),
  decided_by String,
  severity Enum8('warning' = 1, 'critical' = 2),
  score Float64,
  rules Array(String),
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (restriction_id, seq)
ttl ingested_at + interval 1100 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- The newest event of each, and below all events the decision as its alert has it: that is what is
-- left where nothing happened, as in a replay. Of an alert's steps the last one has the final term.
create or replace view restriction as
select
  restriction_id,
  argMax(e.alert_id, e.version) as alert_id,
  argMax(e.subscriber, e.version) as subscriber,
  argMax(e.service, e.version) as service,
  argMax(e.kind, e.version) as kind,
  argMax(e.scope, e.version) as scope,
  argMax(e.state, e.version) as state,
  argMax(e.at, e.version) as at,
  argMax(e.until, e.version) as until,
  argMax(e.decided_by, e.version) as decided_by,
  argMax(e.reason, e.version) as reason
from
(
  select
    restriction_id, tuple(seq, toUInt32(0)) as version, alert_id, subscriber, service, kind, scope,
    state, at, until, decided_by, reason
  from restriction_event
  union all
  select
    restriction_id, tuple(toUInt32(0), step) as version, alert_id, subscriber, service,
    'fraud' as kind, 'international' as scope, 'shadow' as state,
    assumeNotNull(restricted_at) as at, assumeNotNull(restricted_until) as until,
    'auto' as decided_by, '' as reason
  from alert_step
  where restriction_id != ''
) as e
group by restriction_id;
