-- title: Who burns more than ever
-- title-ja: かつてない勢いで料金が発生している契約
-- question: Which subscribers burned more yen per minute in the last 15 minutes than in any quarter of an hour of the 28 days before?
-- question-ja: 直近15分間の1分あたり料金が、過去28日間のどの15分間よりも高い契約はどれか？
-- dashboard: now
-- panel: table
-- unit: mixed
-- order: 1

-- A leg's cost is spread evenly over the time it ran, so that an hour's call is not the burst of the
-- quarter in which its stop came. One that is up has run until its newest record.
with
  toInt64(toUnixTimestamp($__toTime)) * 1000 as until_ms,
  900000 as quarter_ms
select
  subscriber,
  any(service) as service,
  round(sumIf(yen, quarter = 0) / 15, 2) as now_jpy_per_min,
  round(maxIf(yen, quarter > 0) / 15, 2) as busiest_before_jpy_per_min,
  sumIf(legs, quarter = 0) as legs_now,
  arraySort(groupUniqArrayArrayIf(countries, quarter = 0)) as countries_now
from
(
  select
    subscriber,
    quarter,
    any(service) as service,
    count() as legs,
    arraySort(groupUniqArray(country_key)) as countries,
    sum(
      toFloat64(cost_jpy) / (ends - begins) * greatest(0,
        least(ends, until_ms - quarter * quarter_ms)
        - greatest(begins, until_ms - (quarter + 1) * quarter_ms)
      )
    ) as yen
  from
  (
    select
      *,
      toUnixTimestamp64Milli(started_at) as begins,
      greatest(toUnixTimestamp64Milli(ifNull(ended_at, last_at)), begins + 1) as ends,
      arrayJoin(range(
        toUInt32(intDiv(until_ms - least(ends, until_ms), quarter_ms)),
        toUInt32(least(2689, intDiv(until_ms - begins, quarter_ms) + 1))
      )) as quarter
    from international_leg
    where started_at >= $__toTime - interval 28 day
      and started_at <= $__toTime
      and not barred
      and $__conditionalAll(service in (${service:singlequote}), $service)
      and subscriber in
      (
        select subscriber
        from international_leg
        where last_at >= $__toTime - interval 15 minute and last_at <= $__toTime
      )
  )
  group by subscriber, quarter
)
group by subscriber
having now_jpy_per_min > busiest_before_jpy_per_min
order by now_jpy_per_min desc, subscriber
limit 50
