-- Whether a journalled cost is the switch's own: that of an interim from after the end is the rating
-- of its call, also for a detector that was restarted. Of older rows it is not known.
alter table journal add column if not exists rated Bool default false after cost_milli_yen;

-- A switch may rate a call hours after its stop: by an interim from after the end, with a cost. It
-- takes the place of what the stop cost. The newest interim alone is asked: one from before the end
-- gave the cost so far.
--
-- call_ref is the same for legs that may be one call: those of one correlationId to one number.
create or replace view call as
with
  argMaxIf(if(cdr.cost_source = 'switch', cdr.cost_jpy, 0), precedence, event = 'interim') as rating,
  rating > 0 and max(cdr.interim_at) >= argMaxIf(cdr.ended_at, precedence, event = 'stop')
    as is_rated_later
select
  call_id,
  source,
  subscriber,
  coalesce(
    nullIf(argMaxIf(cdr.line, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.line, precedence, event = 'interim'), ''),
    argMaxIf(cdr.line, precedence, event = 'start')
  ) as line,
  argMax(cdr.service, precedence) as service,
  argMax(cdr.direction, precedence) as direction,
  argMax(cdr.leg_kind, precedence) as leg_kind,
  argMax(cdr.kind, precedence) as kind,
  argMax(cdr.iso2, precedence) as iso2,
  argMax(cdr.country, precedence) as country,
  argMax(cdr.prefix, precedence) as prefix,
  argMax(cdr.risk, precedence) as risk,
  started_at,
  coalesce(
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.answered_at), precedence, event = 'start').1
  ) as answered_at,
  coalesce(
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.ended_at), precedence, event = 'start').1
  ) as ended_at,
  argMax(cdr.duration_sec, precedence) as duration_sec,
  if(is_rated_later, rating, argMax(cdr.cost_jpy, precedence)) as cost_jpy,
  if(
    is_rated_later,
    cast('switch', 'Enum8(\'switch\' = 1, \'deck\' = 2, \'none\' = 3)'),
    argMax(cdr.cost_source, precedence)
  ) as cost_source,
  coalesce(
    nullIf(argMaxIf(cdr.source_ip, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.source_ip, precedence, event = 'interim'), ''),
    argMaxIf(cdr.source_ip, precedence, event = 'start')
  ) as source_ip,
  coalesce(
    nullIf(argMaxIf(cdr.user_agent, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.user_agent, precedence, event = 'interim'), ''),
    argMaxIf(cdr.user_agent, precedence, event = 'start')
  ) as user_agent,
  coalesce(
    nullIf(argMaxIf(cdr.trunk, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.trunk, precedence, event = 'interim'), ''),
    argMaxIf(cdr.trunk, precedence, event = 'start')
  ) as trunk,
  argMax(cdr.called_masked, precedence) as called_masked,
  argMax(cdr.called_ref, precedence) as called_ref,
  coalesce(
    nullIf(argMaxIf(cdr.calling_masked, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.calling_masked, precedence, event = 'interim'), ''),
    argMaxIf(cdr.calling_masked, precedence, event = 'start')
  ) as calling_masked,
  coalesce(
    nullIf(argMaxIf(cdr.calling_ref, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.calling_ref, precedence, event = 'interim'), ''),
    argMaxIf(cdr.calling_ref, precedence, event = 'start')
  ) as calling_ref,
  coalesce(
    nullIf(argMaxIf(cdr.diverted_from_masked, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.diverted_from_masked, precedence, event = 'interim'), ''),
    argMaxIf(cdr.diverted_from_masked, precedence, event = 'start')
  ) as diverted_from_masked,
  argMax(cdr.key_id, precedence) as key_id,
  coalesce(
    argMaxIf(tuple(cdr.cause), precedence, event = 'stop').1,
    argMaxIf(tuple(cdr.cause), precedence, event = 'interim').1,
    argMaxIf(tuple(cdr.cause), precedence, event = 'start').1
  ) as cause,
  argMax(cdr.barred, precedence) as barred,
  coalesce(
    nullIf(argMaxIf(cdr.correlation_id, precedence, event = 'stop'), ''),
    nullIf(argMaxIf(cdr.correlation_id, precedence, event = 'interim'), ''),
    argMaxIf(cdr.correlation_id, precedence, event = 'start')
  ) as correlation_id,
  argMax(cdr.event, precedence) as last_event,
  argMax(cdr.at, precedence) as last_at,
  argMax(cdr.late, precedence) as late,
  if(
    correlation_id = '' or called_ref = '',
    lower(hex(sipHash64(subscriber, source, call_id, started_at))),
    lower(hex(sipHash64(subscriber, correlation_id, called_ref)))
  ) as call_ref
from cdr
group by subscriber, started_at, source, call_id;
