-- title: What the records lack
-- title-ja: 記録の欠落
-- question: Of each source's legs, how many have no stop, no known number, line or price?
-- question-ja: 送信元ごとに、終話記録なし・番号不明・回線不明・料金不明の記録は何件か？
-- dashboard: data-quality
-- panel: table
-- unit: mixed
-- order: 1

-- A leg without a stop counts once no call can last any longer: four hours after its newest record.
-- What was refused and what was a repeat never comes into the store.
select
  source,
  count() as legs,
  countIf(last_event != 'stop' and last_at < $__toTime - interval 4 hour) as without_stop,
  countIf(kind = 'unknown') as unknown_number,
  countIf(startsWith(subscriber, 'line:')) as unknown_line,
  countIf(
    kind = 'international' and direction = 'outbound' and duration_sec > 0 and cost_source = 'none'
  ) as without_price
from call
where $__timeFilter(started_at)
  and $__conditionalAll(service in (${service:singlequote}), $service)
group by source
order by legs desc, source
