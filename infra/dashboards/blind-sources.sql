-- title: What each source sends
-- title-ja: 送信元ごとの到着状況
-- question: Does every source still send, and as much as in the same hour a week ago?
-- question-ja: すべての送信元から、1週間前の同じ1時間と同じだけ記録が届いているか？
-- dashboard: blind
-- panel: table
-- unit: mixed
-- order: 1

-- No record arrives more than ten minutes before what it tells of, so that the condition on
-- ingested_at leaves nothing out; it spares the months before.
select
  source,
  max(at) as newest_record_at,
  dateDiff('second', newest_record_at, $__toTime) as silent_sec,
  uniqExactIf(
    (subscriber, started_at, source, call_id, event, interim_at),
    at > $__toTime - interval 1 hour
  ) as last_hour,
  uniqExactIf(
    (subscriber, started_at, source, call_id, event, interim_at),
    at <= $__toTime - interval 7 day
  ) as week_ago,
  if(week_ago = 0, null, round(last_hour / week_ago, 3)) as share
from cdr_masked
where ingested_at >= $__toTime - interval 7 day - interval 70 minute
  and at > $__toTime - interval 7 day - interval 1 hour
  and at <= $__toTime
group by source
order by silent_sec desc, source
