-- title: Queries
-- title-ja: クエリ
-- question: Who asks how much, how slow are the answers, and who reached a limit?
-- question-ja: 誰がどれだけ問い合わせ、応答はどれだけ遅く、誰が上限に達したか？
-- dashboard: engine
-- panel: table
-- unit: mixed
-- order: 3
-- needs: server

-- Without the text of the queries, which may name subscribers. 158, 241, 307 and 396 are the limits
-- of rows, memory, bytes and result, 159 of time, 201 of the quota.
select
  user,
  query_kind,
  countIf(type = 'QueryFinish') as answered,
  countIf(type not in ('QueryStart', 'QueryFinish')) as failed,
  countIf(exception_code in (158, 159, 241, 307, 396)) as over_limit,
  countIf(exception_code = 201) as over_quota,
  quantileExactIf(0.5)(query_duration_ms, type = 'QueryFinish') as median_ms,
  quantileExactIf(0.99)(query_duration_ms, type = 'QueryFinish') as slowest_hundredth_ms,
  sum(read_rows) as rows_read
from system.query_log
where $__timeFilter(event_time) and type != 'QueryStart'
group by user, query_kind
order by rows_read desc, user, query_kind
