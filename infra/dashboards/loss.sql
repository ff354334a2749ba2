-- title: Loss of each day's episodes
-- title-ja: 日ごとの損失
-- question: What had the episodes cost at the alert, at the decision to bar, and at their end?
-- question-ja: エピソードの料金は、警報時・規制の決定時・終了時にそれぞれいくらだったか？
-- dashboard: loss
-- panel: table
-- unit: mixed
-- order: 1

-- By day in Japan. What turned out to be the customer's own calls is no loss and stands apart.
select
  toDate(a.opened_at, 'Asia/Tokyo') as day,
  count() as episodes,
  sumIf(s.alert_jpy, a.verdict != 'ours') as at_alert_jpy,
  sumIf(s.bar_jpy, a.verdict != 'ours' and a.restriction_id != '') as at_bar_jpy,
  sumIf(a.cost_jpy, a.verdict != 'ours' and a.restriction_id != '') as of_barred_jpy,
  sumIf(a.cost_jpy, a.verdict != 'ours') as at_end_jpy,
  sumIf(a.cost_jpy, a.verdict = 'ours') as own_use_jpy
from alert as a
inner join
(
  select
    alert_id,
    argMin(cost_jpy, step) as alert_jpy,
    argMinIf(cost_jpy, step, restriction_id != '') as bar_jpy
  from alert_step
  group by alert_id
) as s on s.alert_id = a.alert_id
where $__timeFilter(a.opened_at)
  and a.service != 'drill'
  and $__conditionalAll(a.service in (${service:singlequote}), $service)
group by day
order by day desc
