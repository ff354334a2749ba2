-- title: Tables
-- title-ja: テーブル
-- question: How large are the tables, and do their parts pile up?
-- question-ja: テーブルの大きさはどれくらいで、パートが溜まっていないか？
-- dashboard: engine
-- panel: table
-- unit: mixed
-- order: 2

-- What lies on the disk: repeats that are not merged yet included.
select
  table,
  count() as parts,
  uniqExact(partition) as months,
  sum(rows) as stored_rows,
  sum(bytes_on_disk) as stored_bytes
from system.parts
where active and database not in ('system', 'default', 'INFORMATION_SCHEMA', 'information_schema')
group by table
order by table
