-- What persons answered to alerts: a row a statement, only added to. Of an alert's answers the one
-- with the highest number counts. mirrored_at alone is written later.
create table verdict
(
  verdict_id integer generated always as identity primary key,
  alert_id text not null,
  verdict text not null check (verdict in ('ours', 'not-ours', 'unsure')),
  by text not null,
  reason text not null,
  at timestamptz(3) not null,
  mirrored_at timestamptz(3)
);

create index verdict_alert on verdict (alert_id, verdict_id);

create index verdict_unmirrored on verdict (verdict_id) where mirrored_at is null;
