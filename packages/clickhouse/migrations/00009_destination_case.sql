-- A destination that people should decide on, as it stood after each growth step: a hotline that
-- many call lawfully, or a range or country that several suspected subscribers call. The offset is
-- that of the call behind the step, in the records or, where detectors tell each other which ranges
-- are called, in the topic of those. The same step written again replaces itself; a later run over
-- the same records has higher offsets throughout, as in alert_version.
create table if not exists destination_case_version
(
  case_id String,
  step UInt32,
  topic String,
  partition UInt32,
  `offset` UInt64,
  kind Enum8('hotline' = 1, 'attacked' = 2),
  destination String,
  opened_at DateTime64(3, 'UTC'),
  at DateTime64(3, 'UTC'),
  first_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC'),
  ends_at DateTime64(3, 'UTC'),
  callers UInt32,
  suspected UInt32,
  barred UInt32,
  expected Float64,
  surprise Float64,
  hotlines Array(String),
  rules_version String,
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (case_id, topic, partition, `offset`, step)
ttl ingested_at + interval 1100 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- One row per case, as its newest step has it. callers, suspected and barred are what the step
-- counted at once, of subscribers to whom the destination was new. The other figures are those of
-- all outbound calls there that had not ended at first_at and began before ends_at, legs counted once
-- however often they were written: calls, subscribers, those of them whose international calls were restricted meanwhile,
-- and what it cost. callers_before is who called there in the 90 days before, and would be hit by
-- a restriction of the destination. The number that most of them called is shown masked.
create or replace view destination_case as
select
  k.case_id as case_id,
  k.kind as kind,
  if(match(k.destination, '^[0-9]'), k.destination, '') as prefix,
  if(prefix = '', k.destination, f.country_key) as country,
  k.opened_at as opened_at,
  k.first_at as first_at,
  k.last_at as last_at,
  k.ends_at as ends_at,
  k.callers as callers,
  k.suspected as suspected,
  k.barred as barred,
  k.callers - k.suspected as unsuspected,
  k.expected as expected,
  k.surprise as surprise,
  length(k.hotlines) as hotlines,
  f.services as services,
  f.calls as calls,
  f.subscribers as subscribers,
  f.restricted as restricted,
  f.cost_jpy as cost_jpy,
  f.callers_before as callers_before,
  f.top_called_masked as top_called_masked,
  f.top_called_ref as top_called_ref,
  f.top_subscribers as top_subscribers,
  k.rules_version as rules_version
from
(
  with tuple(v.`offset`, v.step) as newest
  select
    case_id,
    argMax(v.kind, newest) as kind,
    argMax(v.destination, newest) as destination,
    argMax(v.opened_at, newest) as opened_at,
    argMax(v.first_at, newest) as first_at,
    argMax(v.last_at, newest) as last_at,
    argMax(v.ends_at, newest) as ends_at,
    argMax(v.callers, newest) as callers,
    argMax(v.suspected, newest) as suspected,
    argMax(v.barred, newest) as barred,
    argMax(v.expected, newest) as expected,
    argMax(v.surprise, newest) as surprise,
    argMax(v.hotlines, newest) as hotlines,
    argMax(v.rules_version, newest) as rules_version
  from destination_case_version as v
  group by case_id
) as k
left join
(
  -- By number first: which of them most subscribers call.
  select
    n.case_id as case_id,
    any(n.country_key) as country_key,
    arraySort(groupUniqArrayArray(n.services)) as services,
    sum(n.calls) as calls,
    uniqExactArray(n.subscribers) as subscribers,
    uniqExactArray(n.restricted) as restricted,
    sum(n.cost_jpy) as cost_jpy,
    uniqExactArray(n.before) as callers_before,
    argMax(n.called_masked, (length(n.subscribers), n.called_ref)) as top_called_masked,
    argMax(n.called_ref, (length(n.subscribers), n.called_ref)) as top_called_ref,
    max(length(n.subscribers)) as top_subscribers
  from
  (
    with l.last_at >= w.first_at as is_within
    select
      w.case_id as case_id,
      l.called_ref as called_ref,
      any(l.called_masked) as called_masked,
      any(l.country_key) as country_key,
      groupUniqArrayIf(l.service, is_within) as services,
      countIf(is_within) as calls,
      groupUniqArrayIf(l.subscriber, is_within) as subscribers,
      groupUniqArrayIf(l.subscriber, is_within
        and arrayExists(at -> at >= w.first_at and at < w.ends_at, r.restricted_at)) as restricted,
      sumIf(l.cost_jpy, is_within) as cost_jpy,
      groupUniqArrayIf(l.subscriber, not is_within) as before
    from
    (
      select
        j.subscriber as subscriber,
        j.started_at as started_at,
        max(j.at) as last_at,
        argMax(j.service, (j.at, j.event)) as service,
        argMax(j.called_range, (j.at, j.event)) as called_range,
        argMax(j.country_key, (j.at, j.event)) as country_key,
        argMax(j.called_ref, (j.at, j.event)) as called_ref,
        argMax(j.called_masked, (j.at, j.event)) as called_masked,
        toDecimal64(argMax(j.cost_milli_yen, (j.at, j.event)), 3) / 1000 as cost_jpy,
        arrayJoin([called_range, country_key]) as destination
      from journal as j
      where j.direction = 'outbound' and j.kind = 'international' and not j.barred
        and (
          j.called_range in (select destination from destination_case_version)
          or j.country_key in (select destination from destination_case_version)
        )
      group by j.subscriber, j.source, j.call_id, j.started_at
    ) as l
    inner join
    (
      with tuple(v.`offset`, v.step) as newest
      select
        case_id,
        argMax(v.destination, newest) as destination,
        argMax(v.first_at, newest) as first_at,
        argMax(v.ends_at, newest) as ends_at
      from destination_case_version as v
      group by case_id
    ) as w on l.destination = w.destination
    left join
    (
      select subscriber, groupArray(at) as restricted_at
      from restriction
      where kind = 'fraud'
      group by subscriber
    ) as r on l.subscriber = r.subscriber
    where l.started_at >= w.first_at - interval 90 day and l.started_at < w.ends_at
    group by w.case_id, l.called_ref
  ) as n
  group by n.case_id
) as f on k.case_id = f.case_id;
