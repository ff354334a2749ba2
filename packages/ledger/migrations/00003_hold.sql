-- While one is open, decisions about its service's lines wait for a person: none bars by itself.
-- What stands goes on, and ends in its time.
create table hold
(
  hold_id bigint generated always as identity primary key,
  -- '*' stands for all.
  service text not null,
  by text not null,
  reason text not null,
  since timestamptz(3) not null,
  ended_by text,
  ended_reason text,
  ended_at timestamptz(3)
);

create unique index hold_open on hold (service) where ended_at is null;
