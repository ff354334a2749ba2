-- title: Rules
-- title-ja: ルール
-- question: Which rules fired, how often were they right, and which of them catch what no other does?
-- question-ja: どのルールが発火し、どれだけ正しく、他のルールが捉えないものを捉えたのはどれか？
-- dashboard: rule-quality
-- panel: table
-- unit: mixed
-- order: 1

-- Precision among answers that decide; low and high bound it with 95 % (Wilson), which holds for a
-- handful of answers too. sole is fraud that no other rule fired on.
with
  fraud + own_use as decided,
  1.96 * sqrt(fraud * own_use / decided + 0.9604) as reach
select
  rule,
  count() as fired,
  countIf(verdict = 'not-ours') as fraud,
  countIf(verdict = 'ours') as own_use,
  fired - fraud - own_use as undecided,
  if(decided = 0, null, round(fraud / decided, 3)) as precision,
  if(decided = 0, null, round(greatest(0, (fraud + 1.9208 - reach) / (decided + 3.8416)), 3)) as low,
  if(decided = 0, null, round(least(1, (fraud + 1.9208 + reach) / (decided + 3.8416)), 3)) as high,
  countIf(verdict = 'not-ours' and rules_fired = 1) as sole,
  maxOrNullIf(opened_at, verdict = 'not-ours') as last_useful_at
from
(
  select
    verdict,
    opened_at,
    length(arrayDistinct(rules.rule)) as rules_fired,
    arrayJoin(arrayDistinct(rules.rule)) as rule
  from alert
  where $__timeFilter(opened_at)
    and service != 'drill'
    and $__conditionalAll(service in (${service:singlequote}), $service)
)
group by rule
order by fired desc, rule
