-- title: From the first bad call to the bar
-- title-ja: 最初の不正通話から規制まで
-- question: How long did it take from the first call that counted to the alert, and on to the bar?
-- question-ja: 判定の対象となった最初の通話から警報まで、さらに規制までに何秒かかったか？
-- dashboard: episodes
-- panel: table
-- unit: mixed
-- order: 2

-- Of alerts that opened, by day in Japan. Medians; a bar counts when the switch first had it.
select
  toDate(a.opened_at, 'Asia/Tokyo') as day,
  count() as alerts,
  quantileExactOrNullIf(0.5)(dateDiff('second', f.first_at, a.opened_at), f.alert_id != '')
    as first_call_to_alert_sec,
  countIf(b.alert_id != '') as barred,
  quantileExactOrNullIf(0.5)(dateDiff('second', a.opened_at, b.barred_at), b.alert_id != '')
    as alert_to_bar_sec
from alert as a
left join
(
  select alert_id, min(started_at) as first_at from alert_call group by alert_id
) as f on f.alert_id = a.alert_id
left join
(
  select alert_id, min(transition_at) as barred_at
  from restriction_event
  where state = 'applied' and alert_id != ''
  group by alert_id
) as b on b.alert_id = a.alert_id
where $__timeFilter(a.opened_at)
  and a.service != 'drill'
  and $__conditionalAll(a.service in (${service:singlequote}), $service)
group by day
order by day desc
