-- How far the ledger had come, as enforcers saw it: one row, the highest. A ledger that is behind it
-- was restored from an older copy.
create table if not exists ledger_mark
(
  ledger UInt8,
  mark UInt32,
  marked_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree(mark)
order by ledger;
