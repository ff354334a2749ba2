-- Which rules judged the same records beside those that made a step: in alert_version the candidate,
-- in candidate_version those in force; '' where none did. Without it, an alert that a candidate
-- missed could not be told from one of a time at which no candidate ran.
alter table alert_version add column if not exists beside_version String after weights_version;

-- Growth steps of the alerts of rules that are tried beside those in force. Nothing acts on them:
-- they are in no other view. An episode of both that began with the same record has one id.
create table if not exists candidate_version
(
  alert_id String,
  step UInt32,
  topic String,
  partition UInt32,
  `offset` UInt64,
  at DateTime64(3, 'UTC'),
  subscriber String,
  service String,
  opened_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC'),
  first_at DateTime64(3, 'UTC'),
  since DateTime64(3, 'UTC'),
  evidence_started_at DateTime64(3, 'UTC'),
  closed_at Nullable(DateTime64(3, 'UTC')),
  severity Enum8('warning' = 1, 'critical' = 2),
  score UInt8,
  rules Array(Tuple(
    rule String,
    severity String,
    observed Float64,
    threshold Float64,
    window UInt32,
    calls Array(UInt64)
  )),
  evidence Array(Tuple(
    rule String,
    name String,
    observed Float64,
    usual Float64,
    points Float64
  )),
  calls UInt64,
  cost_jpy Decimal(18, 3),
  countries Array(String),
  restriction_id String,
  restricted_at Nullable(DateTime64(3, 'UTC')),
  restricted_until Nullable(DateTime64(3, 'UTC')),
  rules_version String,
  rates_version String,
  lists_version String,
  dial_plan_version String,
  weights_version String,
  beside_version String,
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (alert_id, step, topic, partition, `offset`)
ttl ingested_at + interval 400 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- The candidate's alerts as they stand, as view alert shows those in force.
create or replace view candidate_alert as
with tuple(v.`offset`, v.step) as newest
select
  alert_id,
  argMax(v.subscriber, newest) as subscriber,
  argMax(v.service, newest) as service,
  argMax(v.opened_at, newest) as opened_at,
  argMax(v.since, newest) as since,
  argMax(v.last_at, newest) as last_at,
  argMax(tuple(v.closed_at), newest).1 as closed_at,
  argMax(v.severity, newest) as severity,
  argMax(v.score, newest) as score,
  cast(
    arrayMap(r -> (r.rule, r.severity, r.observed, r.threshold, r.window), argMax(v.rules, newest)),
    'Array(Tuple(rule String, severity String, observed Float64, threshold Float64, window UInt32))'
  ) as rules,
  argMax(v.evidence, newest) as evidence,
  argMax(v.calls, newest) as calls,
  argMax(v.cost_jpy, newest) as cost_jpy,
  argMax(v.countries, newest) as countries,
  argMax(tuple(v.restricted_at), newest).1 as restricted_at,
  argMax(tuple(v.restricted_until), newest).1 as restricted_until,
  argMax(v.rules_version, newest) as rules_version,
  argMax(v.weights_version, newest) as weights_version
from candidate_version as v
group by alert_id;

-- One row per run of suspicion of one subscriber: the episodes of both rule sets that touch each
-- other in time, since they may open on different records and then have different ids. What was
-- decided while no candidate ran is left out. A side's rule set is the one that decided to
-- restrict, else the one that opened. `at` is when the first of them would have restricted, else
-- when the first opened. The newest answer to an alert of either id counts. What was stored long
-- before the first candidate came is not even read.
create or replace view candidate_difference as
select
  subscriber,
  argMax(e.service, e.opened_at) as service,
  min(e.since) as since,
  multiIf(candidate_alerts = [], 'live-only', live_alerts = [], 'candidate-only', 'both') as caught,
  multiIf(
    live_restricted_at is null and candidate_restricted_at is null, 'neither',
    candidate_restricted_at is null, 'live-only',
    live_restricted_at is null, 'candidate-only',
    'both'
  ) as restricted,
  coalesce(
    least(
      ifNull(live_restricted_at, candidate_restricted_at),
      ifNull(candidate_restricted_at, live_restricted_at)
    ),
    min(e.opened_at)
  ) as at,
  arraySort(groupArrayIf(e.alert_id, e.side = 'live')) as live_alerts,
  arraySort(groupArrayIf(e.alert_id, e.side = 'candidate')) as candidate_alerts,
  minIfOrNull(e.opened_at, e.side = 'live') as live_opened_at,
  minIfOrNull(e.opened_at, e.side = 'candidate') as candidate_opened_at,
  minIfOrNull(assumeNotNull(e.restricted_at), e.side = 'live' and e.restricted_at is not null)
    as live_restricted_at,
  minIfOrNull(assumeNotNull(e.restricted_at), e.side = 'candidate' and e.restricted_at is not null)
    as candidate_restricted_at,
  ifNull(toString(maxIfOrNull(e.severity, e.side = 'live')), '') as live_severity,
  ifNull(toString(maxIfOrNull(e.severity, e.side = 'candidate')), '') as candidate_severity,
  maxIf(e.score, e.side = 'live') as live_score,
  maxIf(e.score, e.side = 'candidate') as candidate_score,
  sumIf(e.cost_jpy, e.side = 'live') as live_cost_jpy,
  sumIf(e.cost_jpy, e.side = 'candidate') as candidate_cost_jpy,
  if(
    live_alerts = [],
    argMinIf(e.beside, e.opened_at, e.beside != ''),
    argMinIf(e.rules_version, (isNull(e.restricted_at), e.opened_at), e.side = 'live')
  ) as live_rules_version,
  if(
    candidate_alerts = [],
    argMinIf(e.beside, e.opened_at, e.beside != ''),
    argMinIf(e.rules_version, (isNull(e.restricted_at), e.opened_at), e.side = 'candidate')
  ) as candidate_rules_version,
  argMaxIf(e.verdict, e.verdict_id, e.verdict != '') as verdict
from
(
  select
    *,
    sum(is_first) over (
      partition by topic, subscriber order by since, side, alert_id rows unbounded preceding
    ) as run
  from
  (
    select
      s.*,
      j.verdict as verdict,
      j.verdict_id as verdict_id,
      since > max(ends) over (
        partition by topic, subscriber order by since, side, alert_id
        rows between unbounded preceding and 1 preceding
      ) as is_first
    from
    (
      with tuple(v.`offset`, v.step) as newest
      select
        side,
        topic,
        alert_id,
        argMax(v.subscriber, newest) as subscriber,
        argMax(v.service, newest) as service,
        argMax(v.opened_at, newest) as opened_at,
        argMax(v.since, newest) as since,
        argMax(v.severity, newest) as severity,
        argMax(v.score, newest) as score,
        argMax(v.cost_jpy, newest) as cost_jpy,
        argMax(tuple(v.restricted_at), newest).1 as restricted_at,
        argMin(v.rules_version, (v.restriction_id = '', newest)) as rules_version,
        argMin(v.beside_version, newest) as beside,
        greatest(
          argMax(v.last_at, newest),
          argMax(coalesce(v.closed_at, v.restricted_until, v.last_at), newest),
          argMax(coalesce(v.restricted_until, v.last_at), newest)
        ) as ends
      from
      (
        select
          'live' as side, topic, alert_id, `offset`, step, subscriber, service, opened_at, since,
          last_at, closed_at, severity, score, cost_jpy, restriction_id, restricted_at,
          restricted_until, rules_version, beside_version
        from alert_version
        where ingested_at >=
        (
          select minOrNull(first) - interval 9 day
          from
          (
            select ingested_at as first from alert_version where beside_version != ''
            union all
            select ingested_at as first from candidate_version
          )
        )
        union all
        select
          'candidate' as side, topic, alert_id, `offset`, step, subscriber, service, opened_at, since,
          last_at, closed_at, severity, score, cost_jpy, restriction_id, restricted_at,
          restricted_until, rules_version, beside_version
        from candidate_version
      ) as v
      group by side, topic, alert_id
    ) as s
    left join
    (
      select
        alert_id,
        toString(argMax(g.verdict, g.verdict_id)) as verdict,
        max(g.verdict_id) as verdict_id
      from verdict_event as g
      group by alert_id
    ) as j on s.alert_id = j.alert_id
  )
) as e
group by topic, subscriber, run
having candidate_alerts != [] or countIf(e.beside != '') > 0;

-- The same by the day (UTC) of `at`, for each pair of rule sets. live and candidate count runs that
-- the side would have restricted; gone and added are those that only the one or the other would
-- have; of them, how many a person judged to be fraud or the customer's own use.
create or replace view candidate_day as
select
  toDate(at, 'UTC') as day,
  live_rules_version,
  candidate_rules_version,
  countIf(restricted in ('both', 'live-only')) as live,
  countIf(restricted in ('both', 'candidate-only')) as candidate,
  countIf(restricted = 'candidate-only') as added,
  countIf(restricted = 'live-only') as gone,
  countIf(restricted = 'candidate-only' and verdict = 'not-ours') as added_fraud,
  countIf(restricted = 'candidate-only' and verdict = 'ours') as added_own_use,
  countIf(restricted = 'live-only' and verdict = 'not-ours') as gone_fraud,
  countIf(restricted = 'live-only' and verdict = 'ours') as gone_own_use,
  countIf(caught != 'candidate-only') as live_alerts,
  countIf(caught != 'live-only') as candidate_alerts
from candidate_difference
group by day, live_rules_version, candidate_rules_version;
