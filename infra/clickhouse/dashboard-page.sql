-- Made by npm run dashboards; do not edit.
-- For the page /dashboard of a server: select title, query from default.dashboards
create or replace view default.dashboards as
select *
from values(
  'dashboard String, title String, query String',
  ('Sekisho', 'Now: Cost of calls abroad', 'select toUInt32(time) as t, * except (time) from (select
  toStartOfInterval(toDateTime(shown_at), interval {rounding:UInt32} second) as time,
  sumIf(yen, not is_week_ago) as cost_jpy,
  sumIf(yen, is_week_ago) as week_ago_jpy
from
(
  select
    l.cost_jpy as yen,
    l.started_at < (now() - {seconds:UInt32}) as is_week_ago,
    if(is_week_ago, l.started_at + interval 7 day, l.started_at) as shown_at
  from international_leg as l
  where not l.barred
    and 1=1
    and (
      (l.started_at >= (now() - {seconds:UInt32}) and l.started_at <= now())
      or (
        l.started_at >= (now() - {seconds:UInt32}) - interval 7 day
        and l.started_at <= now() - interval 7 day
        and l.started_at < (now() - {seconds:UInt32})
      )
    )
)
group by time
order by time)'),
  ('Sekisho', 'Are we blind?: Records', 'select toUInt32(time) as t, * except (time) from (select
  toStartOfInterval(toDateTime(shown_at), interval {rounding:UInt32} second) as time,
  uniqExactIf(identity, not is_week_ago) as records,
  uniqExactIf(identity, is_week_ago) as week_ago
from
(
  select
    (r.subscriber, r.started_at, r.source, r.call_id, r.event, r.interim_at) as identity,
    r.at < (now() - {seconds:UInt32}) as is_week_ago,
    if(is_week_ago, r.at + interval 7 day, r.at) as shown_at
  from cdr_masked as r
  where r.ingested_at >= (now() - {seconds:UInt32}) - interval 7 day - interval 10 minute
    and 1=1
    and (
      (r.at >= (now() - {seconds:UInt32}) and r.at <= now())
      or (
        r.at >= (now() - {seconds:UInt32}) - interval 7 day
        and r.at <= now() - interval 7 day
        and r.at < (now() - {seconds:UInt32})
      )
    )
)
group by time
order by time)'),
  ('Sekisho', 'Episodes: Opened, closed, answered', 'select toUInt32(time) as t, * except (time) from (select
  toStartOfInterval(toDateTime(happened_at), interval {rounding:UInt32} second) as time,
  countIf(what = \'opened\') as opened,
  countIf(what = \'closed\') as closed,
  countIf(what = \'answered\') as answered
from
(
  select service, opened_at as happened_at, \'opened\' as what from alert
  union all
  select service, assumeNotNull(closed_at) as happened_at, \'closed\' as what
  from alert
  where closed_at is not null
  union all
  select a.service as service, f.first_at as happened_at, \'answered\' as what
  from (select alert_id, min(given_at) as first_at from verdict_event group by alert_id) as f
  inner join alert as a on a.alert_id = f.alert_id
)
where (happened_at >= (now() - {seconds:UInt32}) and happened_at <= now())
  and service != \'drill\'
  and 1=1
group by time
order by time)'),
  ('Sekisho', 'Restrictions: What happened to them', 'select toUInt32(time) as t, * except (time) from (-- again: a person barred again what had failed or was taken off the switch by hand.
select
  toStartOfInterval(toDateTime(happened_at), interval {rounding:UInt32} second) as time,
  countIf(state = \'applied\' and number_applied = 1) as began,
  countIf(state = \'applying\' and reason = \'prolonged\') as prolonged,
  countIf(state = \'applying\' and reason = \'approved\' and from_state in (\'failed\', \'applied\')) as again,
  countIf(state in (\'released\', \'expired\') and from_state = \'releasing\') as ended,
  countIf(state = \'failed\') as failed
from
(
  select
    *,
    countIf(state = \'applied\') over (partition by restriction_id order by seq) as number_applied
  from
  (
    select
      restriction_id,
      seq,
      any(e.state) as state,
      any(e.from_state) as from_state,
      any(e.reason) as reason,
      any(e.transition_at) as happened_at
    from restriction_event as e
    where e.service != \'drill\'
      and 1=1
    group by restriction_id, seq
  )
)
where (happened_at >= (now() - {seconds:UInt32}) and happened_at <= now())
group by time
order by time)'),
  ('Sekisho', 'Candidate beside live: Days', 'select toUInt32(time) as t, * except (time) from (select
  toDateTime(day, \'UTC\') as time,
  sum(d.live) as live,
  sum(d.candidate) as candidate,
  sum(d.added) as added,
  sum(d.gone) as gone,
  sum(d.added_own_use) as added_own_use,
  sum(d.gone_fraud) as gone_fraud
from candidate_day as d
where day >= toDate((now() - {seconds:UInt32}), \'UTC\') and day <= toDate(now(), \'UTC\')
group by day
order by time)'),
  ('Sekisho', 'Engine: From the event to the store', 'select toUInt32(time) as t, * except (time) from (-- A record that was written again counts as when it was first.
select
  toStartOfInterval(toDateTime(at), interval {rounding:UInt32} second) as time,
  quantileExact(0.5)(delay_sec) as median,
  quantileExact(0.99)(delay_sec) as slowest_hundredth
from
(
  select
    any(r.at) as at,
    greatest(0, dateDiff(\'second\', at, min(r.ingested_at))) as delay_sec
  from cdr_masked as r
  where r.ingested_at >= (now() - {seconds:UInt32}) - interval 10 minute
    and r.at >= (now() - {seconds:UInt32})
    and r.at <= now()
    and 1=1
  group by r.subscriber, r.started_at, r.source, r.call_id, r.event, r.interim_at
)
group by time
order by time)')
);
