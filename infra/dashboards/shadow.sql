-- title: Days
-- title-ja: 日別
-- question: What would the candidate have restricted that the rules in force did not, and the other way round?
-- question-ja: 候補ルールだけが制限したもの、現行ルールだけが制限したものは何件か？
-- dashboard: shadow
-- panel: timeseries
-- unit: count
-- order: 1

select
  toDateTime(day, 'UTC') as time,
  sum(d.live) as live,
  sum(d.candidate) as candidate,
  sum(d.added) as added,
  sum(d.gone) as gone,
  sum(d.added_own_use) as added_own_use,
  sum(d.gone_fraud) as gone_fraud
from candidate_day as d
where day >= toDate($__fromTime, 'UTC') and day <= toDate($__toTime, 'UTC')
group by day
order by time
