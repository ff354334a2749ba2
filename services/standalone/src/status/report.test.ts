import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../control/operations.ts';
import { statusReport } from './report.ts';

const SINCE = Date.parse('2026-11-22T18:04:05Z');

function buildStatus(overrides: Partial<NonNullable<Status['process']>> = {}): Status {
  const process = {
    pid: 7,
    startedAt: SINCE,
    enforced: ['hikari'],
    target: 'webhook',
    rules: 'default@1',
    candidateRules: null,
    problems: { target: 'refuses' },
    ...overrides,
  };
  return {
    process,
    records: { stored: 5, waiting: 2, newestAt: SINCE },
    alerts: { open: 1, openedInADay: 3 },
    restrictions: { applied: 1 },
    holds: [{ service: '*', since: SINCE, by: 'suzuki', reason: 'upgrade' }],
    ledgerProblem: null,
  };
}

beforeEach(() => {
  vi.stubEnv('TZ', 'Asia/Tokyo');
});

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('statusReport', () => {
  it('tells times with their zone, in one column', () => {
    expect(statusReport(buildStatus(), 'en')).toBe(
      [
        'running, process 7, since 2026-11-23 03:04:05 +09:00',
        'PROBLEM       target: refuses',
        'ON HOLD       all services since 2026-11-23 03:04:05 +09:00 by suzuki: upgrade',
        'enforcement   bars lines of hikari through webhook',
        'records       5 stored, 2 waiting, newest 2026-11-23 03:04:05 +09:00',
        'alerts        1 open, 3 opened in the last 24 h',
        'restrictions  applied 1',
        'rules         default@1',
        '',
      ].join('\n'),
    );
  });

  it('tells the same in Japanese', () => {
    expect(statusReport(buildStatus(), 'ja')).toBe(
      [
        '稼働中（プロセス 7、2026-11-23 03:04:05 +09:00 から）',
        '異常          target: refuses',
        '自動規制停止  全サービス（2026-11-23 03:04:05 +09:00 から、suzuki）：upgrade',
        '規制の実施    hikari の回線を規制（webhook）',
        'レコード      保存 5 件、処理待ち 2 件、最新 2026-11-23 03:04:05 +09:00',
        'アラート      継続中 1 件、24時間以内に発生 3 件',
        '規制          規制中 1',
        'ルール        default@1',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['en', 'candidate     mine@2, tried beside them without effect'],
    ['ja', '候補ルール    mine@2（並行して試行、回線には影響しません）'],
  ] as const)('tells in %s which rules are tried', (language, line) => {
    const lines = statusReport(buildStatus({ candidateRules: 'mine@2' }), language).split('\n');
    expect(lines.at(-2)).toBe(line);
  });

  it.each([
    [{ target: 'dry-run', enforced: ['*'] }, 'dry-run: would bar lines of *, touches none'],
    [{ target: 'dry-run', enforced: [] }, 'shadow: decides and records, bars nobody'],
    [{ target: 'webhook', enforced: [] }, 'shadow: decides and records, bars nobody'],
  ])('%j says whether a line is touched', (process, expected) => {
    expect(statusReport(buildStatus(process), 'en')).toContain(`enforcement   ${expected}`);
  });
});
