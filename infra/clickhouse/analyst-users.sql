-- Who may ask a ClickHouse server, and how much. Run it as a user that manages access, after
-- sekisho migrate and before analyst-views.sql; it may be run again. The database of the records is
-- sekisho here: write yours where it has another name.
--
-- A person or Grafana then gets a user of the role, whose password is nowhere in these files:
--
--   create user grafana identified with sha256_password by '…'
--     default role analyst default database analyst;

-- As whom the views read. Nobody can sign in as it.
create user if not exists sekisho_views host none;

grant select on sekisho.* to sekisho_views;

create role if not exists analyst;

-- readonly = 1 locks every setting but those that are changeable. Limits count for each query.
create settings profile or replace analyst settings
  readonly = 1,
  max_execution_time = 30 min 1 max 120 changeable_in_readonly,
  max_rows_to_read = 2000000000,
  max_bytes_to_read = 200000000000,
  max_result_rows = 100000,
  max_memory_usage = 4000000000,
  max_threads = 4,
  priority = 10
  to analyst;

create quota or replace analyst keyed by user_name
  for interval 1 hour max queries = 5000, read_rows = 50000000000, execution_time = 3600
  to analyst;

-- Nothing of the tables themselves: their names and sizes, and the views.
grant select on analyst.* to analyst;

grant show tables on sekisho.* to analyst;

grant select(database, table, partition, active, rows, bytes_on_disk) on system.parts to analyst;

-- Without the text of queries, which may name subscribers.
grant select(event_time, type, user, query_kind, exception_code, query_duration_ms, read_rows)
  on system.query_log to analyst;

grant select on default.dashboards to analyst;

grant select on system.dashboards to analyst;
