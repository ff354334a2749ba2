-- Exact without FINAL, whatever has been merged: each view groups by identity and picks its row.

-- One row per leg. Of its events the stop counts before the newest interim, that before the start;
-- of one event's repeats the first accepted. All that is one number, precedence, so that each
-- column is one argMax. What an event may lack is looked for in the stop, the newest interim and
-- the start in turn, each by its first accepted record; the tuple keeps argMax from skipping NULL.
-- The group is the beginning of the sorting key, so a condition on subscriber or started_at
-- reaches the primary index; what a day costs is the grouping of its legs, not reading them, so
-- that no index over started_at would help. Full numbers are not here.
create or replace view call as
select
  call_id,
  source,
  subscriber,
  coalesce(
    nullIf(argMaxIf(cdr.line, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.line, precedence, event = 'interim'), ''),
    argMaxIf(cdr.line, precedence, event = 'start')
  ) as line,
  argMax(cdr.service, precedence) as service,
  argMax(cdr.direction, precedence) as direction,
  argMax(cdr.leg_kind, precedence) as leg_kind,
  argMax(cdr.kind, precedence) as kind,
  argMax(cdr.iso2, precedence) as iso2,
  argMax(cdr.country, precedence) as country,
  argMax(cdr.prefix, precedence) as prefix,
  argMax(cdr.risk, precedence) as risk,
  started_at,
  coalesce(
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'start').1
  ) as answered_at,
  coalesce(
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'start').1
  ) as ended_at,
  argMax(cdr.duration_sec, precedence) as duration_sec,
  argMax(cdr.cost_jpy, precedence) as cost_jpy,
  argMax(cdr.cost_source, precedence) as cost_source,
  coalesce(
    nullIf(argMaxIf(cdr.source_ip, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.source_ip, precedence, event = 'interim'), ''),
    argMaxIf(cdr.source_ip, precedence, event = 'start')
  ) as source_ip,
  coalesce(
    nullIf(argMaxIf(cdr.user_agent, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.user_agent, precedence, event = 'interim'), ''),
    argMaxIf(cdr.user_agent, precedence, event = 'start')
  ) as user_agent,
  coalesce(
    nullIf(argMaxIf(cdr.trunk, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.trunk, precedence, event = 'interim'), ''),
    argMaxIf(cdr.trunk, precedence, event = 'start')
  ) as trunk,
  argMax(cdr.called_masked, precedence) as called_masked,
  argMax(cdr.called_ref, precedence) as called_ref,
  argMax(cdr.calling_masked, precedence) as calling_masked,
  argMax(cdr.calling_ref, precedence) as calling_ref,
  argMax(cdr.diverted_from_masked, precedence) as diverted_from_masked,
  argMax(cdr.key_id, precedence) as key_id,
  coalesce(
    argMaxIf(tuple(cdr.cause), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.cause), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.cause), precedence, event = 'start').1
  ) as cause,
  argMax(cdr.barred, precedence) as barred,
  coalesce(
    nullIf(argMaxIf(cdr.correlation_id, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.correlation_id, precedence, event = 'interim'), ''),
    argMaxIf(cdr.correlation_id, precedence, event = 'start')
  ) as correlation_id,
  argMax(cdr.event, precedence) as last_event,
  argMax(cdr.at, precedence) as last_at,
  argMax(cdr.late, precedence) as late
from cdr
group by subscriber, started_at, source, call_id;

-- One row per alert and step, of the newest run. A run's steps count up by one and its offsets do
-- not fall, and a later run's are higher throughout: the row with the highest offset is the newest
-- run's last step, and up to that step the highest offset of each step is the newest run's too.
create or replace view alert_step as
select s.*
from
(
  select
    alert_id,
    step,
    argMax(v.topic, v.`offset`) as topic,
    argMax(v.partition, v.`offset`) as partition,
    max(v.`offset`) as `offset`,
    argMax(v.at, v.`offset`) as at,
    argMax(v.subscriber, v.`offset`) as subscriber,
    argMax(v.service, v.`offset`) as service,
    argMax(v.opened_at, v.`offset`) as opened_at,
    argMax(v.last_at, v.`offset`) as last_at,
    argMax(tuple(v.closed_at), v.`offset`).1 as closed_at,
    argMax(v.severity, v.`offset`) as severity,
    argMax(v.score, v.`offset`) as score,
    argMax(v.rules, v.`offset`) as rules,
    argMax(v.calls, v.`offset`) as calls,
    argMax(v.cost_jpy, v.`offset`) as cost_jpy,
    argMax(v.countries, v.`offset`) as countries,
    argMax(v.restriction_id, v.`offset`) as restriction_id,
    argMax(tuple(v.restricted_at), v.`offset`).1 as restricted_at,
    argMax(tuple(v.restricted_until), v.`offset`).1 as restricted_until,
    argMax(v.rules_version, v.`offset`) as rules_version,
    argMax(v.rates_version, v.`offset`) as rates_version,
    argMax(v.lists_version, v.`offset`) as lists_version,
    argMax(v.dial_plan_version, v.`offset`) as dial_plan_version,
    argMax(v.weights_version, v.`offset`) as weights_version
  from alert_version as v
  group by alert_id, step
) as s
inner join
(
  select alert_id, argMax(step, (`offset`, step)) as last_step
  from alert_version
  group by alert_id
) as l on s.alert_id = l.alert_id
where s.step <= l.last_step;

create or replace view alert as
select
  alert_id,
  argMax(s.subscriber, s.step) as subscriber,
  argMax(s.service, s.step) as service,
  argMax(s.opened_at, s.step) as opened_at,
  argMax(s.last_at, s.step) as last_at,
  argMax(tuple(s.closed_at), s.step).1 as closed_at,
  argMax(s.severity, s.step) as severity,
  argMax(s.score, s.step) as score,
  -- Without the offsets of the calls: view alert_call names the calls themselves.
  cast(
    arrayMap(r -> (r.rule, r.severity, r.observed, r.threshold, r.window), argMax(s.rules, s.step)),
    'Array(Tuple(rule String, severity String, observed Float64, threshold Float64, window UInt32))'
  ) as rules,
  argMax(s.calls, s.step) as calls,
  argMax(s.cost_jpy, s.step) as cost_jpy,
  argMax(s.countries, s.step) as countries,
  '' as verdict,
  argMax(s.restriction_id, s.step) as restriction_id,
  argMax(s.rules_version, s.step) as rules_version,
  argMax(s.rates_version, s.step) as rates_version,
  argMax(s.lists_version, s.step) as lists_version,
  argMax(s.dial_plan_version, s.step) as dial_plan_version,
  argMax(s.weights_version, s.step) as weights_version
from alert_step as s
group by alert_id;

-- An alert restricts at most once; the last step that says so has its final term.
create or replace view restriction as
select
  argMax(s.restriction_id, s.step) as restriction_id,
  alert_id,
  argMax(s.subscriber, s.step) as subscriber,
  argMax(s.service, s.step) as service,
  'fraud' as kind,
  'international' as scope,
  'shadow' as state,
  assumeNotNull(argMax(s.restricted_at, s.step)) as at,
  assumeNotNull(argMax(s.restricted_until, s.step)) as until,
  'auto' as decided_by,
  '' as reason
from alert_step as s
where s.restriction_id != ''
group by alert_id;

-- One row per alert and leg that counted for it, with the rules it counted for and its figures as
-- they stood in the newest of its records that counted. The subscriber is part of the join since
-- an offset can belong to two records, see journal.
create or replace view alert_call as
select
  x.alert_id as alert_id,
  arraySort(groupUniqArray(x.rule)) as rules,
  j.subscriber as subscriber,
  j.source as source,
  j.call_id as call_id,
  j.started_at as started_at,
  argMax(j.called_masked, (j.at, j.event)) as called_masked,
  argMax(j.country_key, (j.at, j.event)) as country_key,
  argMax(j.iso2, (j.at, j.event)) as iso2,
  argMax(j.prefix, (j.at, j.event)) as prefix,
  toDecimal64(argMax(j.talk_ms, (j.at, j.event)), 3) / 1000 as duration_sec,
  toDecimal64(argMax(j.cost_milli_yen, (j.at, j.event)), 3) / 1000 as cost_jpy
from journal as j
inner join
(
  select distinct
    alert_id, topic, partition, subscriber, r.rule as rule, arrayJoin(r.calls) as `offset`
  from alert_step
  array join rules as r
) as x
  on j.topic = x.topic and j.partition = x.partition
  and j.`offset` = x.`offset` and j.subscriber = x.subscriber
group by x.alert_id, j.subscriber, j.source, j.call_id, j.started_at;
