-- title: Where they differ
-- title-ja: 差異の明細
-- question: Which subscribers would only the candidate have restricted, and which only the rules in force?
-- question-ja: 候補ルールだけ、または現行ルールだけが制限する契約はどれか？
-- dashboard: shadow
-- panel: table
-- unit: mixed
-- order: 2

select
  at,
  subscriber,
  service,
  restricted,
  live_severity,
  candidate_severity,
  live_cost_jpy,
  candidate_cost_jpy,
  verdict,
  live_rules_version,
  candidate_rules_version
from candidate_difference
where $__timeFilter(at)
  and restricted in ('live-only', 'candidate-only')
  and $__conditionalAll(service in (${service:singlequote}), $service)
order by at desc, subscriber
limit 200
