-- title: Too late to be judged
-- title-ja: 判定に間に合わなかった記録
-- question: Which sources sent records more than eight days behind the subscriber's newest?
-- question-ja: 契約の最新の記録より8日以上遅れた記録を送った送信元はどれか？
-- dashboard: data-quality
-- panel: table
-- unit: mixed
-- order: 2

-- Late records are stored, never scored. A record counts when it was first stored.
select
  source,
  count() as late_records,
  uniqExact(subscriber) as subscribers,
  min(at) as oldest_at,
  max(dateDiff('second', at, stored_at)) as longest_delay_sec
from
(
  select
    r.source as source,
    r.subscriber as subscriber,
    any(r.at) as at,
    min(r.ingested_at) as stored_at
  from cdr_masked as r
  where r.late and $__conditionalAll(r.service in (${service:singlequote}), $service)
  group by r.subscriber, r.started_at, r.source, r.call_id, r.event, r.interim_at
)
where $__timeFilter(stored_at)
group by source
order by late_records desc, source
