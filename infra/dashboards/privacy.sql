-- title: Kept too long
-- title-ja: 保存期間の超過
-- question: Is anything stored past its retention (must be 0)?
-- question-ja: 保存期間を過ぎて残っているものはあるか（0でなければならない）？
-- dashboard: privacy
-- panel: table
-- unit: mixed
-- order: 1

-- A day more than the retention of the table: the merge that empties it runs every few hours.
select
  kept.1 as what,
  kept.2 as kept_days,
  uniqExactIf(
    (subscriber, started_at, source, call_id, event, interim_at),
    ingested_at < $__toTime - toIntervalDay(kept.2 + 1) and (has_full_number or kept.1 = 'records')
  ) as past_retention,
  minIfOrNull(ingested_at, has_full_number or kept.1 = 'records') as oldest_at
from cdr_masked
array join [('full numbers', 90), ('records', 400)] as kept
group by kept
order by what
