-- title: New ranges
-- title-ja: 新しい番号帯
-- question: Which ranges are called that nobody called in the 28 days before?
-- question-ja: 過去28日間に誰も発信していない番号帯のうち、発信があったのはどれか？
-- dashboard: destinations
-- panel: table
-- unit: mixed
-- order: 2

-- A range is the leading digits of numbers, at most nine, without the last four. Those that many call
-- first.
select
  called_range as range,
  any(country_key) as country,
  count() as legs,
  uniqExact(subscriber) as subscribers,
  sum(yen) as cost_jpy,
  min(started_at) as first_at
from
(
  select l.called_range as called_range, l.country_key as country_key, l.subscriber as subscriber,
    l.cost_jpy as yen, l.started_at as started_at
  from international_leg as l
  where l.started_at >= $__fromTime
    and l.started_at <= $__toTime
    and l.called_range != ''
    and not l.barred
    and $__conditionalAll(l.service in (${service:singlequote}), $service)
    and l.called_range not in
    (
      select called_range
      from international_leg
      where started_at >= $__fromTime - interval 28 day and started_at < $__fromTime and not barred
    )
)
group by range
order by subscribers desc, cost_jpy desc, range
limit 100
