-- Notices, written in the transaction of what they tell of, and sent by the enforcer.
create table notice
(
  notice_id integer generated always as identity primary key,
  audience text not null check (audience in ('customer', 'noc')),
  -- A case or a wave.
  subject_id text not null,
  -- What it tells of: of one cause there is one notice to an audience, and each step of a ladder.
  cause text not null,
  step integer not null default 0,
  kind text not null check (kind in (
    'barred', 'extended', 'lifted', 'opened', 'restriction', 'lapsed', 'wave', 'alarm'
  )),
  detail jsonb not null,
  at timestamptz(3) not null,
  state text not null default 'queued' check (state in (
    'queued', 'sent', 'stopped', 'grouped', 'silenced', 'skipped', 'undeliverable', 'given-up'
  )),
  -- Why it stands as it does.
  reason text not null default '',
  -- When it is next to be tried.
  due_at timestamptz(3) not null,
  -- Of notices to the NOC, in the order in which they are tried; null until that is planned.
  channels text[],
  -- Whoever sends it has it until then; the number tells holders apart.
  claimed_until timestamptz(3),
  claims integer not null default 0,
  attempts integer not null default 0,
  -- To whom and what, as it was first sent.
  content jsonb,
  sent_at timestamptz(3),
  sent_through text,
  -- When it was told that the customer was not told in time.
  late_at timestamptz(3),
  unique (cause, audience, step)
);

create index notice_queued on notice (due_at) where state = 'queued';

create index notice_subject on notice (subject_id, notice_id);

-- Written before a notice leaves, completed after: one without an outcome may have left.
create table notice_attempt
(
  notice_id integer not null references notice,
  attempt integer not null,
  channel text not null,
  at timestamptz(3) not null,
  outcome text check (outcome in ('sent', 'failed')),
  problem text not null default '',
  primary key (notice_id, attempt)
);

-- That somebody has taken a case or wave. One that has lapsed counts no more.
create table acknowledgement
(
  acknowledgement_id integer generated always as identity primary key,
  subject_id text not null,
  by text not null,
  at timestamptz(3) not null,
  lapsed_at timestamptz(3)
);

create unique index acknowledgement_open on acknowledgement (subject_id) where lapsed_at is null;

-- Mutes notices to the NOC, and nothing else.
create table silence
(
  silence_id integer generated always as identity primary key,
  -- '*' stands for all.
  service text not null,
  -- '' stands for all of the service.
  subscriber text not null,
  by text not null,
  reason text not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null,
  ended_by text,
  check (since < until)
);

-- Subscribers that began to call one country within an hour of each other.
create table wave
(
  wave_id text primary key,
  service text not null,
  country text not null,
  since timestamptz(3) not null,
  -- An hour after its newest member opened: who comes later is no member.
  until timestamptz(3) not null,
  subscribers text[] not null,
  case_ids text[] not null,
  -- How many it had when it was last told.
  told integer not null
);

create index wave_place on wave (service, country, until);
