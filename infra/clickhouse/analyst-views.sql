-- The views that analysts have in place of the tables, in a database of their own under the same
-- names, so that a question reads the same for them. Run it after analyst-users.sql, and again after
-- every sekisho migrate: a view keeps the columns that it was made with.
create database if not exists analyst;

create or replace view analyst.call definer = sekisho_views sql security definer as
select * from sekisho.call;

create or replace view analyst.alert definer = sekisho_views sql security definer as
select * from sekisho.alert;

create or replace view analyst.alert_step definer = sekisho_views sql security definer as
select * from sekisho.alert_step;

create or replace view analyst.alert_call definer = sekisho_views sql security definer as
select * from sekisho.alert_call;

create or replace view analyst.restriction definer = sekisho_views sql security definer as
select * from sekisho.restriction;

create or replace view analyst.destination_case definer = sekisho_views sql security definer as
select * from sekisho.destination_case;

create or replace view analyst.rule_precision definer = sekisho_views sql security definer as
select * from sekisho.rule_precision;

create or replace view analyst.evidence_precision definer = sekisho_views sql security definer as
select * from sekisho.evidence_precision;

create or replace view analyst.candidate_alert definer = sekisho_views sql security definer as
select * from sekisho.candidate_alert;

create or replace view analyst.candidate_difference definer = sekisho_views sql security definer as
select * from sekisho.candidate_difference;

create or replace view analyst.candidate_day definer = sekisho_views sql security definer as
select * from sekisho.candidate_day;

create or replace view analyst.cdr_masked definer = sekisho_views sql security definer as
select * from sekisho.cdr_masked;

create or replace view analyst.international_leg definer = sekisho_views sql security definer as
select * from sekisho.international_leg;

-- Without what persons wrote: a text may name a number.
create or replace view analyst.restriction_event definer = sekisho_views sql security definer as
select * except (detail) from sekisho.restriction_event;

create or replace view analyst.verdict_event definer = sekisho_views sql security definer as
select * except (reason) from sekisho.verdict_event;
