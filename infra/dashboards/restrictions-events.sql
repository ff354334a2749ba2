-- title: What happened to them
-- title-ja: 状態の変化
-- question: When did restrictions begin, last longer, end and fail?
-- question-ja: 制限の開始・延長・終了・失敗はいつ起きたか？
-- dashboard: restrictions
-- panel: timeseries
-- unit: count
-- order: 2

-- again: a person barred again what had failed or was taken off the switch by hand.
select
  $__timeInterval(happened_at) as time,
  countIf(state = 'applied' and number_applied = 1) as began,
  countIf(state = 'applying' and reason = 'prolonged') as prolonged,
  countIf(state = 'applying' and reason = 'approved' and from_state in ('failed', 'applied')) as again,
  countIf(state in ('released', 'expired') and from_state = 'releasing') as ended,
  countIf(state = 'failed') as failed
from
(
  select
    *,
    countIf(state = 'applied') over (partition by restriction_id order by seq) as number_applied
  from
  (
    select
      restriction_id,
      seq,
      any(e.state) as state,
      any(e.from_state) as from_state,
      any(e.reason) as reason,
      any(e.transition_at) as happened_at
    from restriction_event as e
    where e.service != 'drill'
      and $__conditionalAll(e.service in (${service:singlequote}), $service)
    group by restriction_id, seq
  )
)
where $__timeFilter(happened_at)
group by time
order by time
