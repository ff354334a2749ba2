-- title: From the event to the store
-- title-ja: 発生から保存までの時間
-- question: How long after what they tell of are records stored?
-- question-ja: 記録は発生から何秒後に保存されているか？
-- dashboard: engine
-- panel: timeseries
-- unit: seconds
-- order: 1

-- A record that was written again counts as when it was first.
select
  $__timeInterval(at) as time,
  quantileExact(0.5)(delay_sec) as median,
  quantileExact(0.99)(delay_sec) as slowest_hundredth
from
(
  select
    any(r.at) as at,
    greatest(0, dateDiff('second', at, min(r.ingested_at))) as delay_sec
  from cdr_masked as r
  where r.ingested_at >= $__fromTime - interval 10 minute
    and r.at >= $__fromTime
    and r.at <= $__toTime
    and $__conditionalAll(r.service in (${service:singlequote}), $service)
  group by r.subscriber, r.started_at, r.source, r.call_id, r.event, r.interim_at
)
group by time
order by time
