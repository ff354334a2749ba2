-- What a restarted detector needs to go on with an episode as it stood: where it begins, which
-- calls it counts, and how fresh its evidence is. Older rows get the nearest that they can tell.
alter table alert_version add column if not exists first_at DateTime64(3, 'UTC') default opened_at after last_at;

alter table alert_version add column if not exists since DateTime64(3, 'UTC') default opened_at after first_at;

alter table alert_version add column if not exists evidence_started_at DateTime64(3, 'UTC') default last_at after since;

-- Which topic the offsets in cdr, journal and alert_version belong to. One made anew under the same
-- name, or with more partitions, has other records under the same offsets; the first row seen of a
-- name stands.
create table if not exists source_topic
(
  topic String,
  topic_id String,
  partitions UInt32,
  seen_at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree
order by (topic, seen_at)
settings fsync_after_insert = 1, fsync_part_directory = 1;
