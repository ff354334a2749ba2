-- title: Countries beside their norm
-- title-ja: 国別の通常値との比較
-- question: Where do calls abroad go, and how much more than on the 28 days before?
-- question-ja: 国際通話はどの国に向かい、過去28日間と比べてどれだけ多いか？
-- dashboard: destinations
-- panel: table
-- unit: mixed
-- order: 1

-- The norm is what the 28 days before come to for a span as long as the one that is shown. Legs: a
-- call that several elements wrote is several.
with
  toFloat64(toUnixTimestamp($__toTime) - toUnixTimestamp($__fromTime)) / (28 * 86400) as scale
select
  country_key as country,
  countIf(is_now) as legs,
  uniqExactIf(subscriber, is_now) as subscribers,
  sumIf(yen, is_now) as cost_jpy,
  round(countIf(not is_now) * scale, 2) as usual_legs,
  round(toFloat64(sumIf(yen, not is_now)) * scale, 2) as usual_jpy,
  if(usual_jpy = 0, null, round(toFloat64(cost_jpy) / usual_jpy, 2)) as times_usual
from
(
  select l.country_key as country_key, l.subscriber as subscriber, l.cost_jpy as yen,
    l.started_at >= $__fromTime as is_now
  from international_leg as l
  where l.started_at >= $__fromTime - interval 28 day
    and l.started_at <= $__toTime
    and not l.barred
    and $__conditionalAll(l.service in (${service:singlequote}), $service)
)
group by country
having legs > 0
order by cost_jpy desc, country
limit 100
