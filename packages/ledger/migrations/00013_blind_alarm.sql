-- That something is not seen any more, or not acted on: alarmed about once, and once when it is over,
-- however many enforcers look and however often they start.
create table blind_alarm
(
  alarm_id text primary key,
  reason text not null,
  -- Of what: a source of records, a node, a service; '' of all.
  source text not null,
  -- For a person.
  told text not null,
  since timestamptz(3) not null,
  -- When an enforcer last found it so: one that finds it mended may see less than another.
  seen_at timestamptz(3) not null,
  ended_at timestamptz(3)
);

create unique index blind_alarm_open on blind_alarm (reason, source) where ended_at is null;

alter table notice drop constraint notice_kind_check;
alter table notice add constraint notice_kind_check check (kind in (
  'barred', 'extended', 'lifted', 'opened', 'restriction', 'lapsed', 'wave', 'alarm', 'destination',
  'blind'
));
