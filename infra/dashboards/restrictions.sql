-- title: Where they stand
-- title-ja: 現在の状態
-- question: How many restrictions stand, how many ended, failed or outlived their time, and how many were wrong?
-- question-ja: 継続中・終了・失敗・期限超過の制限、および誤りだった制限は何件か？
-- dashboard: restrictions
-- panel: table
-- unit: mixed
-- order: 1

-- Of those that were ordered in the span, and all that stand. overdue: applied, though its time is
-- over. wrong: barred by itself, and the calls were the customer's own.
select
  r.service as service,
  r.kind as kind,
  if(startsWith(r.scope, 'destination'), 'destination', 'international') as scope,
  count() as ordered,
  countIf(r.state = 'shadow') as shadow,
  countIf(r.state = 'proposed') as proposed,
  countIf(r.state in ('applying', 'applied')) as standing,
  countIf(r.state = 'applied' and r.until < $__toTime) as overdue,
  countIf(r.state = 'failed') as failed,
  countIf(r.state in ('released', 'expired') and b.restriction_id != '') as ended,
  countIf(r.decided_by = 'auto' and b.restriction_id != '' and a.verdict = 'ours') as wrong
from restriction as r
left join
(
  select distinct restriction_id from restriction_event where state = 'applied'
) as b on b.restriction_id = r.restriction_id
left join alert as a on a.alert_id = r.alert_id
where ($__timeFilter(r.at) or r.state in ('applying', 'applied', 'releasing'))
  and r.service != 'drill'
  and $__conditionalAll(r.service in (${service:singlequote}), $service)
group by service, kind, scope
order by service, kind, scope
