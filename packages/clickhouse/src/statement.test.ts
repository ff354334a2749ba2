import { describe, expect, it } from 'vitest';
import { insertHead, shapeOf } from './statement.ts';

describe('insertHead', () => {
  it.each([
    ['insert into t format RowBinary', 'insert into t ', '', 'RowBinary', ''],
    [
      'INSERT INTO t (a, `format`) VALUES (1), (2)',
      'INSERT INTO t (a, `format`) ',
      '',
      'Values',
      '(1), (2)',
    ],
    ["insert into t values ('format')", 'insert into t ', '', 'Values', "('format')"],
    [
      'insert into t settings a = 1 format JSONEachRow\n{"format":"x"}\n',
      'insert into t ',
      'settings a = 1 ',
      'JSONEachRow',
      '{"format":"x"}\n',
    ],
    [
      '/* select */ insert into t -- values\n format CSV \r\n1,2',
      '/* select */ insert into t -- values\n ',
      '',
      'CSV',
      '1,2',
    ],
    ['insert into t format TSV\n\n1', 'insert into t ', '', 'TSV', '\n1'],
  ])('%s', (sql, into, settings, format, data) => {
    const head = insertHead(sql);
    expect(head).toMatchObject({ into, settings, format });
    expect(sql.slice(head?.dataStart)).toBe(data);
  });

  it.each([
    'select 1',
    'insert into t select * from u',
    'insert into t (a) with 1 as x select x format Null',
    "insert into t from infile 'x' format CSV",
    'insert into t',
    'insert into t format',
    '',
  ])('%s has no rows of its own', (sql) => {
    expect(insertHead(sql)).toBeUndefined();
  });
});

describe('shapeOf', () => {
  it.each([
    ['select 1', true, undefined, false],
    ['-- format CSV\nWITH 1 AS x SELECT x FORMAT JSONEachRow', true, 'JSONEachRow', false],
    ['select format from t', true, undefined, false],
    ['select 1 format TSV settings max_threads = 1', true, 'TSV', false],
    ["select 'format', (select 1 format TSV)", true, undefined, false],
    ['show tables format CSV', false, 'CSV', false],
    ['create table t (format String) engine = Memory', false, undefined, false],
    ["select 1 into outfile '/etc/x' format CSV", true, 'CSV', true],
    ["insert into t from infile '/etc/x' format CSV", false, 'CSV', true],
  ])('%s', (sql, isSelect, format, namesFile) => {
    expect(shapeOf(sql)).toMatchObject({ isSelect, format, namesFile });
  });
});
