-- title: Calls that outlived the bar
-- title-ja: 規制後も続いた通話
-- question: Which calls abroad were up when the bar came, and how long did they run on?
-- question-ja: 規制が始まったときに接続中だった国際通話は何件で、その後どれだけ続いたか？
-- dashboard: loss
-- panel: table
-- unit: mixed
-- order: 2

-- A call of unknown end ran on until its newest record.
select
  b.restriction_id as restriction_id,
  b.subscriber as subscriber,
  b.service as service,
  b.barred_at as barred_at,
  count() as legs,
  round(sum(dateDiff('millisecond', b.barred_at, ifNull(l.ended_at, l.last_at))) / 1000, 3)
    as ran_on_sec,
  arraySort(groupUniqArray(l.country_key)) as countries,
  sum(l.cost_jpy) as whole_cost_jpy
from
(
  select
    restriction_id,
    any(e.subscriber) as subscriber,
    any(e.service) as service,
    min(e.transition_at) as barred_at
  from restriction_event as e
  where e.state = 'applied' and e.subscriber != '' and e.kind = 'fraud'
  group by restriction_id
  having $__timeFilter(barred_at)
) as b
inner join international_leg as l on l.subscriber = b.subscriber
where l.subscriber in (select subscriber from restriction_event where state = 'applied')
  and l.started_at >= $__fromTime - interval 1 day
  and l.started_at < b.barred_at
  and ifNull(l.ended_at, l.last_at) > b.barred_at
  and not l.barred
  and $__conditionalAll(b.service in (${service:singlequote}), $service)
group by restriction_id, subscriber, service, barred_at
order by barred_at desc, restriction_id
limit 200
