-- title: Records
-- title-ja: 記録数
-- question: How many records tell of each moment, beside the same time a week ago?
-- question-ja: 各時刻の記録数は、1週間前の同じ時刻と比べてどうか？
-- dashboard: blind
-- panel: timeseries
-- unit: count
-- order: 2

select
  $__timeInterval(shown_at) as time,
  uniqExactIf(identity, not is_week_ago) as records,
  uniqExactIf(identity, is_week_ago) as week_ago
from
(
  select
    (r.subscriber, r.started_at, r.source, r.call_id, r.event, r.interim_at) as identity,
    r.at < $__fromTime as is_week_ago,
    if(is_week_ago, r.at + interval 7 day, r.at) as shown_at
  from cdr_masked as r
  where r.ingested_at >= $__fromTime - interval 7 day - interval 10 minute
    and $__conditionalAll(r.service in (${service:singlequote}), $service)
    and (
      (r.at >= $__fromTime and r.at <= $__toTime)
      or (
        r.at >= $__fromTime - interval 7 day
        and r.at <= $__toTime - interval 7 day
        and r.at < $__fromTime
      )
    )
)
group by time
order by time
