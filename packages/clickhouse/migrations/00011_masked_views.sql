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
-- record, which may be a rating from after the end.
create or replace view international_leg as
select
  j.subscriber as subscriber,
  j.source as source,
  j.call_id as call_id,
  j.started_at as started_at,
  argMax(j.service, (j.at, j.event)) as service,
  max(j.ended_at) as ended_at,
  max(j.at) as last_at,
  argMax(j.country_key, (j.at, j.event)) as country_key,
  argMax(j.prefix, (j.at, j.event)) as prefix,
  argMax(j.called_range, (j.at, j.event)) as called_range,
  argMax(j.called_masked, (j.at, j.event)) as called_masked,
  argMax(j.called_ref, (j.at, j.event)) as called_ref,
  argMax(j.source_ip, (j.source_ip != '', j.at, j.event)) as source_ip,
  argMax(j.barred, (j.at, j.event)) as barred,
  toDecimal64(argMax(j.talk_ms, (j.at, j.event)), 3) / 1000 as duration_sec,
  toDecimal64(argMax(j.cost_milli_yen, (j.at, j.event)), 3) / 1000 as cost_jpy
from journal as j
where j.direction = 'outbound' and j.kind = 'international'
group by j.subscriber, j.source, j.call_id, j.started_at;
