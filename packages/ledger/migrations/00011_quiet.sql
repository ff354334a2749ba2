-- An episode that a customer called his own, as it stood when he did: what is no more than it is
-- proposed instead of barred for a while. The newest answer to its alert counts.
create table quiet
(
  verdict_id integer primary key references verdict,
  alert_id text not null,
  service text not null,
  subscriber text not null,
  countries text[] not null,
  cost_milli_yen double precision not null,
  evidence text[] not null,
  since timestamptz(3) not null
);

create index quiet_subscriber on quiet (service, subscriber, since);
