-- title: Cost of calls abroad
-- title-ja: 国際通話の料金
-- question: What do the calls abroad cost that begin now, beside the same time a week ago?
-- question-ja: いま始まる国際通話の料金は、1週間前の同じ時刻と比べていくらか？
-- dashboard: now
-- panel: timeseries
-- unit: yen
-- order: 2

select
  $__timeInterval(shown_at) as time,
  sumIf(yen, not is_week_ago) as cost_jpy,
  sumIf(yen, is_week_ago) as week_ago_jpy
from
(
  select
    l.cost_jpy as yen,
    l.started_at < $__fromTime as is_week_ago,
    if(is_week_ago, l.started_at + interval 7 day, l.started_at) as shown_at
  from international_leg as l
  where not l.barred
    and $__conditionalAll(l.service in (${service:singlequote}), $service)
    and (
      (l.started_at >= $__fromTime and l.started_at <= $__toTime)
      or (
        l.started_at >= $__fromTime - interval 7 day
        and l.started_at <= $__toTime - interval 7 day
        and l.started_at < $__fromTime
      )
    )
)
group by time
order by time
