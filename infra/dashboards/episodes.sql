-- title: Opened, closed, answered
-- title-ja: 発生・終了・回答
-- question: How many episodes opened and closed, and how many did a person answer?
-- question-ja: 発生したエピソード、終了したエピソード、人が回答したエピソードは何件か？
-- dashboard: episodes
-- panel: timeseries
-- unit: count
-- order: 1

select
  $__timeInterval(happened_at) as time,
  countIf(what = 'opened') as opened,
  countIf(what = 'closed') as closed,
  countIf(what = 'answered') as answered
from
(
  select service, opened_at as happened_at, 'opened' as what from alert
  union all
  select service, assumeNotNull(closed_at) as happened_at, 'closed' as what
  from alert
  where closed_at is not null
  union all
  select a.service as service, f.first_at as happened_at, 'answered' as what
  from (select alert_id, min(given_at) as first_at from verdict_event group by alert_id) as f
  inner join alert as a on a.alert_id = f.alert_id
)
where $__timeFilter(happened_at)
  and service != 'drill'
  and $__conditionalAll(service in (${service:singlequote}), $service)
group by time
order by time
