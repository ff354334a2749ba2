-- The directory of subscribers: who a subscriber was, and whose a line was, at any instant. Rows
-- hold from valid_from until before valid_to.
--
-- No two rows of one subscriber, and no two of one line, hold at one instant. Neither engine can
-- be counted on to have an exclusion constraint for text and time, so that the rows of one
-- subscriber (or line) form a chain: each but the first names in `follows` where the one before it
-- ends, nobody follows another twice, and none begins before that end.
create table directory_entry
(
  subscriber text not null check (length(subscriber) between 1 and 64),
  customer text not null,
  -- '' where the directory names none.
  service text not null,
  kind text not null,
  critical boolean not null,
  language text not null check (language in ('ja', 'en')),
  contact_name text not null,
  contact_phone text not null,
  contact_email text not null,
  -- '-infinity' and 'infinity' where there is none.
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null,
  follows timestamptz(3),
  primary key (subscriber, valid_from),
  unique (subscriber, valid_to),
  unique (subscriber, follows),
  foreign key (subscriber, follows) references directory_entry (subscriber, valid_to)
    deferrable initially deferred,
  check (valid_from < valid_to),
  check (follows <= valid_from)
);

create unique index directory_entry_first on directory_entry (subscriber) where follows is null;

create table directory_line
(
  -- The full number, or the line as it is written where it is none.
  line_key text not null check (line_key <> ''),
  -- As the directory writes it.
  line text not null,
  subscriber text not null,
  valid_from timestamptz(3) not null,
  valid_to timestamptz(3) not null,
  follows timestamptz(3),
  primary key (line_key, valid_from),
  unique (line_key, valid_to),
  unique (line_key, follows),
  foreign key (line_key, follows) references directory_line (line_key, valid_to)
    deferrable initially deferred,
  check (valid_from < valid_to),
  check (follows <= valid_from)
);

create unique index directory_line_first on directory_line (line_key) where follows is null;

create index directory_line_subscriber on directory_line (subscriber);

-- One row. Imports lock it, so that they come one after another; who holds a directory in memory
-- reads it again when the version is another.
create table directory_version
(
  one boolean primary key default true check (one),
  version integer not null
);

insert into directory_version (version) values (0);

-- Every import, also one that changed nothing.
create table directory_import
(
  import_id integer generated always as identity primary key,
  at timestamptz(3) not null,
  -- A person or a program.
  by text not null,
  file text not null,
  -- SHA-256 of the file.
  content_hash text not null,
  -- As of when what names no date counts.
  valid_from timestamptz(3) not null,
  whole boolean not null,
  rows integer not null,
  added integer not null,
  changed integer not null,
  ended integer not null,
  moved integer not null,
  -- Of the directory after it.
  version integer not null
);

-- Lines of records that the directory does not know; those seen most, bounded by who writes it.
create table unknown_line
(
  line text primary key,
  -- As in directory_line.
  line_key text not null,
  first_seen timestamptz(3) not null,
  last_seen timestamptz(3) not null,
  records bigint not null
);

create index unknown_line_key on unknown_line (line_key);
