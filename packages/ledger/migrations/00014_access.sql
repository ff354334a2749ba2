-- Who may use the console: sessions, the accounts that work without an identity provider, and the
-- tokens of programs. Of every secret only a hash stands here. Grants are
-- [{"role": "operator", "services": ["hikari"]}]; the service "*" is all.

create table console_session
(
  session_no integer generated always as identity primary key,
  -- SHA-256 in hex of the id that the browser has.
  id_hash text not null unique,
  -- Stable for a person: 'oidc:…', 'local:…'.
  subject text not null,
  -- As shown; it may change.
  name text not null,
  way text not null check (way in ('oidc', 'local')),
  grants jsonb not null check (jsonb_typeof(grants) = 'array'),
  since timestamptz(3) not null,
  -- When it was last used, to the minute.
  seen_at timestamptz(3) not null,
  -- When the person last proved who he is; null where the identity provider did not say.
  fresh_at timestamptz(3),
  -- Whatever is done, it ends then.
  until timestamptz(3) not null,
  ended_at timestamptz(3),
  ended_by text,
  -- 'signed-out', 'replaced', 'revoked', 'account-changed'.
  ended_because text,
  check (since < until),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_because is null))
);

create index console_session_open on console_session (subject) where ended_at is null;

create index console_session_until on console_session (until);

create table local_account
(
  name text primary key check (name ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
  -- $argon2id$v=19$m=…,t=…,p=…$salt$hash
  password text not null check (password like '$argon2id$%'),
  grants jsonb not null check (jsonb_typeof(grants) = 'array'),
  at timestamptz(3) not null,
  by text not null,
  -- When the password last changed, and who did it.
  password_at timestamptz(3) not null,
  password_by text not null,
  signed_in_at timestamptz(3),
  -- Since it was last signed in to. Counted before the password is looked at, so that a thousand
  -- guesses at once are no more than a thousand one after the other.
  failures integer not null default 0,
  failed_at timestamptz(3),
  locked_until timestamptz(3),
  disabled_at timestamptz(3),
  disabled_by text,
  disabled_reason text not null default ''
);

create table api_token
(
  -- What of the token is shown.
  prefix text primary key check (prefix ~ '^[a-z0-9]{8}$'),
  -- SHA-256 in hex of what follows the prefix.
  secret_hash text not null,
  -- What it is for.
  name text not null,
  scopes text[] not null check (cardinality(scopes) > 0),
  -- '{*}' is all.
  services text[] not null check (cardinality(services) > 0),
  at timestamptz(3) not null,
  by text not null,
  until timestamptz(3) not null,
  -- To the minute.
  used_at timestamptz(3),
  revoked_at timestamptz(3),
  revoked_by text,
  revoked_reason text not null default '',
  check (at < until and until <= at + interval '366 days')
);

create function audit_session() returns trigger language plpgsql as $$
begin
  if new.ended_at is null then
    perform audit_append(
      new.since, new.subject, 'session.begun', new.subject,
      jsonb_build_object(
        'session', new.session_no, 'name', new.name, 'way', new.way, 'grants', new.grants,
        'until', audit_time(new.until)
      )
    );
  else
    perform audit_append(
      new.ended_at, new.ended_by, 'session.ended', new.subject,
      jsonb_build_object(
        'session', new.session_no, 'because', new.ended_because, 'since', audit_time(new.since)
      )
    );
  end if;
  return null;
end
$$;

create function audit_account() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.at, new."by", 'account.added', 'local:' || new.name,
    jsonb_build_object('grants', new.grants)
  );
  return null;
end
$$;

create function audit_account_reset() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.password_at, new.password_by, 'account.reset', 'local:' || new.name, '{}'
  );
  return null;
end
$$;

create function audit_account_disabled() returns trigger language plpgsql as $$
begin
  perform audit_append(
    new.disabled_at, new.disabled_by, 'account.disabled', 'local:' || new.name,
    jsonb_build_object('reason', new.disabled_reason)
  );
  return null;
end
$$;

create function audit_token() returns trigger language plpgsql as $$
begin
  if new.revoked_at is null then
    perform audit_append(
      new.at, new."by", 'token.created', 'token:' || new.prefix,
      jsonb_build_object(
        'name', new.name, 'scopes', to_jsonb(new.scopes), 'services', to_jsonb(new.services),
        'until', audit_time(new.until)
      )
    );
  else
    perform audit_append(
      new.revoked_at, new.revoked_by, 'token.revoked', 'token:' || new.prefix,
      jsonb_build_object('reason', new.revoked_reason, 'name', new.name)
    );
  end if;
  return null;
end
$$;

create constraint trigger audit after insert on console_session
  deferrable initially deferred for each row execute function audit_session();

create constraint trigger audit_end after update on console_session
  deferrable initially deferred for each row
  when (old.ended_at is null and new.ended_at is not null) execute function audit_session();

create constraint trigger audit after insert on local_account
  deferrable initially deferred for each row execute function audit_account();

create constraint trigger audit_reset after update on local_account
  deferrable initially deferred for each row
  when (old.password_at <> new.password_at) execute function audit_account_reset();

create constraint trigger audit_disabled after update on local_account
  deferrable initially deferred for each row
  when (old.disabled_at is null and new.disabled_at is not null)
  execute function audit_account_disabled();

create constraint trigger audit after insert on api_token
  deferrable initially deferred for each row execute function audit_token();

create constraint trigger audit_revoked after update on api_token
  deferrable initially deferred for each row
  when (old.revoked_at is null and new.revoked_at is not null) execute function audit_token();
