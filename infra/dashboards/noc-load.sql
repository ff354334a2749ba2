-- title: What a shift had to do
-- title-ja: シフトごとの作業量
-- question: How many episodes came in each shift, what waited for a person, and how soon was it answered?
-- question-ja: シフトごとに何件のエピソードが発生し、人の判断を待ち、どれだけ早く回答されたか？
-- dashboard: noc-load
-- panel: table
-- unit: mixed
-- order: 1

-- Shifts of eight hours from midnight in Japan. Notices, acknowledgements and lapses are in the
-- ledger, not here.
select
  toStartOfInterval(happened_at, interval 8 hour, 'Asia/Tokyo') as shift,
  countIf(what = 'alert') as episodes,
  countIf(what = 'alert' and severity = 'critical') as critical,
  countIf(what = 'proposed') as waited,
  countIf(what = 'act') as acts,
  countIf(what = 'answer') as answers,
  quantileExactOrNullIf(0.5)(took_sec, what = 'answer') as first_answer_sec,
  uniqExactIf(person, person != '') as people
from
(
  select service, opened_at as happened_at, 'alert' as what, toString(severity) as severity,
    '' as person, 0 as took_sec
  from alert
  union all
  select any(e.service) as service, any(e.transition_at) as happened_at,
    if(any(e.state) = 'proposed', 'proposed', 'act') as what, '' as severity,
    if(any(e.done_by) in ('auto', 'breaker', 'restore'), '', any(e.done_by)) as person, 0 as took_sec
  from restriction_event as e
  group by e.restriction_id, e.seq
  having what = 'proposed' or person != ''
  union all
  select a.service as service, v.first_at as happened_at, 'answer' as what, '' as severity,
    v.person as person, dateDiff('second', a.opened_at, v.first_at) as took_sec
  from
  (
    select alert_id, min(e.given_at) as first_at, argMin(e.given_by, e.verdict_id) as person
    from verdict_event as e
    group by alert_id
  ) as v
  inner join alert as a on a.alert_id = v.alert_id
)
where $__timeFilter(happened_at)
  and service != 'drill'
  and $__conditionalAll(service in (${service:singlequote}), $service)
group by shift
order by shift desc
