-- title: Evidence
-- title-ja: 根拠
-- question: How often was each piece of evidence in an episode that turned out to be fraud?
-- question-ja: 各根拠は、不正と確認されたエピソードにどれだけ含まれていたか？
-- dashboard: rule-quality
-- panel: table
-- unit: mixed
-- order: 2

select
  name as evidence,
  count() as alerts,
  countIf(verdict = 'not-ours') as fraud,
  countIf(verdict = 'ours') as own_use,
  if(fraud + own_use = 0, null, round(fraud / (fraud + own_use), 3)) as precision,
  round(avg(points), 1) as mean_points
from
(
  -- An alert counts once for a name, however many of its rules give it.
  select
    alert_id,
    any(a.verdict) as verdict,
    e.name as name,
    max(e.points) as points
  from alert as a
  array join a.evidence as e
  where $__timeFilter(a.opened_at)
    and a.service != 'drill'
    and $__conditionalAll(a.service in (${service:singlequote}), $service)
  group by alert_id, name
)
group by evidence
order by alerts desc, evidence
