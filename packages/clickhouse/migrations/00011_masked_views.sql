-- What analysts read in place of the tables: no column with a full number.
--
-- The rows of cdr as they are stored, a record perhaps more than once: count them by uniqExact over
-- (subscriber, started_at, source, call_id, event, interim_at).
create or replace view cdr_masked as
select
  * except (called_number, calling_number),
  (called_number != '' or calling_number != '') as has_full_number
from cdr;

-- One row per outbound international leg, of the journal: a fiftieth of the calls, so that months
-- can be asked for. ended_at is NULL while it has only begun. Its figures are those of its newest
-- record, which may be a rating from after the end: version orders the records of a leg in one number,
-- which argMax compares several times as fast as a tuple.
create or replace view international_leg as
with toUnixTimestamp64Milli(j.at) * 4 + toInt8(j.event) as version
select
  j.subscriber as subscriber,
  j.source as source,
  j.call_id as call_id,
  j.started_at as started_at,
  argMax(j.service, version) as service,
  max(j.ended_at) as ended_at,
  max(j.at) as last_at,
  argMax(j.country_key, version) as country_key,
  argMax(j.prefix, version) as prefix,
  argMax(j.called_range, version) as called_range,
  argMax(j.called_masked, version) as called_masked,
  argMax(j.called_ref, version) as called_ref,
  argMaxIf(j.source_ip, version, j.source_ip != '') as source_ip,
  argMax(j.barred, version) as barred,
  toDecimal64(argMax(j.talk_ms, version), 3) / 1000 as duration_sec,
  toDecimal64(argMax(j.cost_milli_yen, version), 3) / 1000 as cost_jpy
from journal as j
where j.direction = 'outbound' and j.kind = 'international'
group by j.subscriber, j.source, j.call_id, j.started_at;
