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
  kept.3 as past_retention,
  kept.4 as oldest_at
from
(
  select
    uniqExactIf(
      (subscriber, started_at, source, call_id, event, interim_at),
      has_full_number and ingested_at < $__toTime - interval 91 day
    ) as numbers,
    uniqExactIf(
      (subscriber, started_at, source, call_id, event, interim_at),
      ingested_at < $__toTime - interval 401 day
    ) as records,
    minOrNullIf(ingested_at, has_full_number) as oldest_number,
    minOrNull(ingested_at) as oldest_record
  from cdr_masked
)
array join
  [('full numbers', 90, numbers, oldest_number), ('records', 400, records, oldest_record)] as kept
order by what
