-- What stood behind each finding of a step: what was seen beside what is usual for the subscriber,
-- and how many points of the score that gave. Flat, with the rule beside it, so that old rows need
-- no rewriting and a piece of evidence can be counted without unfolding the findings.
alter table alert_version add column if not exists evidence Array(Tuple(
  rule String,
  name String,
  observed Float64,
  usual Float64,
  points Float64
)) after rules;

-- What evidence is weighed by, so that a restarted detector knows it of calls gone by: the leading
-- digits of the number (country code and up to five), a keyed hash of the number without its last
-- two digits, how it was dialled, whether its length is odd for where it leads, in which country
-- the address that placed the call stands, and the line. Of older rows nothing is known.
alter table journal add column if not exists called_range String after called_masked;

alter table journal add column if not exists block_ref String after called_range;

alter table journal add column if not exists dial_form LowCardinality(String) after block_ref;

alter table journal add column if not exists odd_length Bool default false after dial_form;

alter table journal add column if not exists source_country LowCardinality(String) after source_ip;

alter table journal add column if not exists line String after service;

-- What is remembered of a subscriber's closed days, a row a day. One that is written again, as
-- after a crash, stands by its offset: the highest was made with the most known.
create table if not exists profile_day
(
  topic String,
  partition UInt32,
  subscriber String,
  day Date,
  `offset` UInt64,
  profile String,
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree(`offset`)
partition by toYYYYMM(ingested_at)
order by (topic, partition, subscriber, day)
ttl ingested_at + interval 400 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- What persons answered to alerts, copied from the ledger, which numbers the answers over all
-- alerts. A repeat is the same row and replaces itself; a later answer never replaces an earlier
-- one, it only counts in its place.
create table if not exists verdict_event
(
  alert_id String,
  verdict_id UInt32,
  verdict Enum8('ours' = 1, 'not-ours' = 2, 'unsure' = 3),
  given_by String,
  reason String,
  given_at DateTime64(3, 'UTC'),
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (alert_id, verdict_id)
ttl ingested_at + interval 1100 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

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
    argMax(v.since, v.`offset`) as since,
    argMax(tuple(v.closed_at), v.`offset`).1 as closed_at,
    argMax(v.severity, v.`offset`) as severity,
    argMax(v.score, v.`offset`) as score,
    argMax(v.rules, v.`offset`) as rules,
    argMax(v.evidence, v.`offset`) as evidence,
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

-- The row with the highest offset, and of those the highest step, is the newest run's last step.
-- The newest answer counts; '' where nobody has given one.
create or replace view alert as
select
  a.alert_id as alert_id,
  a.subscriber as subscriber,
  a.service as service,
  a.opened_at as opened_at,
  a.since as since,
  a.last_at as last_at,
  a.closed_at as closed_at,
  a.severity as severity,
  a.score as score,
  a.rules as rules,
  a.evidence as evidence,
  a.calls as calls,
  a.cost_jpy as cost_jpy,
  a.countries as countries,
  ifNull(j.verdict, '') as verdict,
  a.restriction_id as restriction_id,
  a.rules_version as rules_version,
  a.rates_version as rates_version,
  a.lists_version as lists_version,
  a.dial_plan_version as dial_plan_version,
  a.weights_version as weights_version
from
(
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
    -- Without the offsets of the calls: view alert_call names the calls themselves.
    cast(
      arrayMap(r -> (r.rule, r.severity, r.observed, r.threshold, r.window), argMax(v.rules, newest)),
      'Array(Tuple(rule String, severity String, observed Float64, threshold Float64, window UInt32))'
    ) as rules,
    argMax(v.evidence, newest) as evidence,
    argMax(v.calls, newest) as calls,
    argMax(v.cost_jpy, newest) as cost_jpy,
    argMax(v.countries, newest) as countries,
    argMax(v.restriction_id, newest) as restriction_id,
    argMax(v.rules_version, newest) as rules_version,
    argMax(v.rates_version, newest) as rates_version,
    argMax(v.lists_version, newest) as lists_version,
    argMax(v.dial_plan_version, newest) as dial_plan_version,
    argMax(v.weights_version, newest) as weights_version
  from alert_version as v
  group by alert_id
) as a
left join
(
  select alert_id, toString(argMax(e.verdict, e.verdict_id)) as verdict
  from verdict_event as e
  group by alert_id
) as j on a.alert_id = j.alert_id;

-- How right each rule was, by what persons answered to the alerts that it fired in. Precision is
-- the share of fraud among the answers that decide; low and high bound it with 95 % (Wilson), which
-- holds for a handful of answers too. NULL where nobody has decided anything.
create or replace view rule_precision as
select
  service,
  rule,
  alerts,
  with_verdict,
  ours,
  not_ours,
  unsure,
  if(decided = 0, null, not_ours / decided) as precision,
  if(decided = 0, null, greatest(0, middle - reach)) as low,
  if(decided = 0, null, least(1, middle + reach)) as high
from
(
  select
    service,
    rule,
    count() as alerts,
    countIf(verdict != '') as with_verdict,
    countIf(verdict = 'ours') as ours,
    countIf(verdict = 'not-ours') as not_ours,
    countIf(verdict = 'unsure') as unsure,
    ours + not_ours as decided,
    (not_ours + 1.9208) / (decided + 3.8416) as middle,
    1.96 * sqrt(not_ours * ours / decided + 0.9604) / (decided + 3.8416) as reach
  from alert
  array join arrayDistinct(rules.rule) as rule
  group by service, rule
);

-- The same of each named piece of evidence, apart for alerts that ask a person and alerts that
-- restrict. An alert counts once for a name, however many of its rules give it.
create or replace view evidence_precision as
select
  service,
  name as evidence,
  severity,
  alerts,
  with_verdict,
  ours,
  not_ours,
  unsure,
  if(decided = 0, null, not_ours / decided) as precision,
  if(decided = 0, null, greatest(0, middle - reach)) as low,
  if(decided = 0, null, least(1, middle + reach)) as high
from
(
  select
    service,
    name,
    severity,
    count() as alerts,
    countIf(verdict != '') as with_verdict,
    countIf(verdict = 'ours') as ours,
    countIf(verdict = 'not-ours') as not_ours,
    countIf(verdict = 'unsure') as unsure,
    ours + not_ours as decided,
    (not_ours + 1.9208) / (decided + 3.8416) as middle,
    1.96 * sqrt(not_ours * ours / decided + 0.9604) / (decided + 3.8416) as reach
  from alert
  array join arrayDistinct(evidence.name) as name
  group by service, name, severity
);
