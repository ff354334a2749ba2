-- title: Shared by suspects
-- title-ja: 複数の疑わしい契約に共通するもの
-- question: Which ranges and which addresses do three or more subscribers with an episode share?
-- question-ja: エピソードのある3契約以上に共通する番号帯や発信元アドレスはどれか？
-- dashboard: waves
-- panel: table
-- unit: mixed
-- order: 1

-- Of calls that counted for an episode which nobody has answered to be the customer's own.
select
  kind,
  value,
  uniqExact(subscriber) as subscribers,
  arraySort(groupUniqArray(service)) as services,
  arraySort(groupUniqArray(country_key)) as countries,
  count() as legs,
  sum(yen) as cost_jpy,
  min(started_at) as first_at,
  max(started_at) as last_at
from
(
  select
    shared.1 as kind,
    shared.2 as value,
    l.subscriber as subscriber,
    l.service as service,
    l.country_key as country_key,
    l.cost_jpy as yen,
    l.started_at as started_at
  from international_leg as l
  array join [('range', l.called_range), ('address', l.source_ip)] as shared
  where l.started_at >= $__fromTime - interval 1 day
    and l.started_at <= $__toTime
    and not l.barred
    and shared.2 != ''
    and $__conditionalAll(l.service in (${service:singlequote}), $service)
    and (l.subscriber, l.source, l.call_id, l.started_at) in
    (
      select c.subscriber, c.source, c.call_id, c.started_at
      from alert_call as c
      inner join alert as a on a.alert_id = c.alert_id
      where $__timeFilter(a.opened_at) and a.verdict != 'ours' and a.service != 'drill'
    )
)
group by kind, value
having subscribers >= 3
order by subscribers desc, cost_jpy desc, kind, value
limit 100
