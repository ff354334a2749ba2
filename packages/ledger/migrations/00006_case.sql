-- An episode of suspicious calls and what persons do about it: a row an alert. What was answered is
-- in table verdict, which counts for the rules too.
create table fraud_case
(
  -- Made of the alert's id: whoever comes first, there is one.
  case_id text primary key,
  alert_id text not null unique,
  service text not null,
  subscriber text not null,
  -- Whose contract it was when the case opened; '' where the directory does not say.
  customer text not null,
  opened_at timestamptz(3) not null,
  -- The alert's growth step that the facts are of; 0 until they are known.
  step integer not null default 0,
  facts jsonb,
  -- When the cost was last seen to grow.
  grew_at timestamptz(3)
);

create index fraud_case_opened on fraud_case (opened_at);

create index fraud_case_customer on fraud_case (customer) where customer <> '';

-- Every attempt to ask a customer, only added to.
create table case_contact
(
  contact_id integer generated always as identity primary key,
  case_id text not null references fraud_case,
  at timestamptz(3) not null,
  by text not null,
  how text not null check (how in ('phone', 'mail', 'visit', 'other')),
  -- Who was reached, as the directory named the contact then.
  reached text not null,
  outcome text not null check (outcome in ('ours', 'not-ours', 'unsure', 'no-answer')),
  note text not null,
  verdict_id integer references verdict,
  -- What was let go because of it.
  released text[] not null
);

create index case_contact_case on case_contact (case_id, contact_id);
