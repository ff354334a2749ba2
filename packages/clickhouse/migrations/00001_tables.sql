-- A statement ends with a semicolon at the end of its line. On a cluster the engines are the
-- Replicated ones of the same names; nothing else differs.
--
-- Every table is partitioned by the month in which a row was written, never by a time that a
-- record claims: a hostile file with dates over a century would open a partition for each month.
-- A Replacing engine does not reach over partitions, so the views never rely on it.
-- Every retention counts from that moment too, or replayed history would vanish at once.
--
-- An insert is on the disk before it is acknowledged (fsync), since what it decided is then acted
-- on and its offset committed. A batch stays one file (compact) up to 32 MiB: a file per column
-- and flush took a third of the time of an insert.

-- A subscriber's calls lie together and in time, which is how analysts, cases and profiles ask:
-- one subscriber's week is one or two granules. (source, call_id) tells apart the legs that start
-- in the same millisecond, (event, interim_at) the events of a leg: together they are a record's
-- identity, so that a repeat replaces nothing but itself. precedence orders all records of a leg:
-- stop, newest interim, start; and of one event's repeats the lowest offset, so that the record
-- accepted first stays, whatever a later repeat says.
--
-- Plain strings: reading eight LowCardinality columns took two fifths of an insert, and sorted by
-- subscriber they are hardly smaller. LZ4 while rows are young, ZSTD when few ask for
-- them: 108 and 62 bytes a row.
create table if not exists cdr
(
  subscriber String,
  started_at DateTime64(3, 'UTC'),
  source String,
  call_id String,
  event Enum8('start' = 1, 'interim' = 2, 'stop' = 3),
  interim_at DateTime64(3, 'UTC'),
  at DateTime64(3, 'UTC'),
  service String,
  line String,
  direction Enum8('outbound' = 1, 'inbound' = 2),
  leg_kind Enum8('originated' = 1, 'forwarded' = 2, 'transferred' = 3),
  kind Enum8('international' = 1, 'domestic' = 2, 'emergency' = 3, 'short' = 4, 'unknown' = 5),
  iso2 String,
  country String,
  prefix String,
  risk Array(String),
  called_masked String,
  called_ref String,
  called_number String ttl ingested_at + interval 90 day,
  calling_masked String,
  calling_ref String,
  calling_number String ttl ingested_at + interval 90 day,
  diverted_from_masked String,
  key_id UInt32,
  answered_at Nullable(DateTime64(3, 'UTC')),
  ended_at Nullable(DateTime64(3, 'UTC')),
  duration_sec Decimal(18, 3),
  cost_jpy Decimal(18, 3),
  cost_source Enum8('switch' = 1, 'deck' = 2, 'none' = 3),
  cause Nullable(Int32),
  barred Bool,
  correlation_id String,
  source_ip String,
  user_agent String,
  trunk String,
  late Bool,
  topic String,
  partition UInt32,
  `offset` UInt64,
  ingested_at DateTime('UTC'),
  precedence UInt128 materialized
    bitShiftLeft(toUInt128(toInt8(event)), 120)
    + bitShiftLeft(toUInt128(toUnixTimestamp64Milli(interim_at)), 64)
    - `offset`
)
engine = ReplacingMergeTree(precedence)
partition by toYYYYMM(ingested_at)
order by (subscriber, started_at, source, call_id, event, interim_at)
ttl ingested_at + interval 30 day recompress codec(ZSTD(1)), ingested_at + interval 400 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- What a detector reads back to fill its windows: everything of its partitions below an offset, in
-- offset order, so that a start costs one ordered read. The identity behind the offset keeps two
-- records apart that carry the same one, as after a topic was made anew.
create table if not exists journal
(
  topic String,
  partition UInt32,
  `offset` UInt64,
  at DateTime64(3, 'UTC'),
  subscriber String,
  service String,
  source String,
  call_id String,
  event Enum8('start' = 1, 'interim' = 2, 'stop' = 3),
  direction Enum8('outbound' = 1, 'inbound' = 2),
  leg_kind Enum8('originated' = 1, 'forwarded' = 2, 'transferred' = 3),
  kind Enum8('international' = 1, 'domestic' = 2, 'emergency' = 3, 'short' = 4, 'unknown' = 5),
  iso2 String,
  country_key String,
  prefix String,
  class String,
  risk Array(String),
  called_ref String,
  called_masked String,
  calling_ref String,
  started_at DateTime64(3, 'UTC'),
  answered_at Nullable(DateTime64(3, 'UTC')),
  ended_at Nullable(DateTime64(3, 'UTC')),
  talk_ms UInt64,
  cost_milli_yen Int64,
  barred Bool,
  correlation_id String,
  source_ip String,
  user_agent String,
  trunk String,
  late Bool,
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (topic, partition, `offset`, subscriber, source, call_id, event, at)
ttl ingested_at + interval 400 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;

-- An alert's steps lie together, which is how it is shown. The offset behind the step keeps the
-- steps of every run over the same records: each is a decision that was taken, hence a fact, and
-- the views show the newest run's. The same step written again replaces itself.
create table if not exists alert_version
(
  alert_id String,
  step UInt32,
  topic String,
  partition UInt32,
  `offset` UInt64,
  at DateTime64(3, 'UTC'),
  subscriber String,
  service String,
  opened_at DateTime64(3, 'UTC'),
  last_at DateTime64(3, 'UTC'),
  closed_at Nullable(DateTime64(3, 'UTC')),
  severity Enum8('warning' = 1, 'critical' = 2),
  score UInt8,
  rules Array(Tuple(
    rule String,
    severity String,
    observed Float64,
    threshold Float64,
    window UInt32,
    calls Array(UInt64)
  )),
  calls UInt64,
  cost_jpy Decimal(18, 3),
  countries Array(String),
  restriction_id String,
  restricted_at Nullable(DateTime64(3, 'UTC')),
  restricted_until Nullable(DateTime64(3, 'UTC')),
  rules_version String,
  rates_version String,
  lists_version String,
  dial_plan_version String,
  weights_version String,
  ingested_at DateTime('UTC')
)
engine = ReplacingMergeTree
partition by toYYYYMM(ingested_at)
order by (alert_id, step, topic, partition, `offset`)
ttl ingested_at + interval 1100 day
settings min_bytes_for_wide_part = 33554432, fsync_after_insert = 1, fsync_part_directory = 1;
