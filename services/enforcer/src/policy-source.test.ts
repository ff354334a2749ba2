import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog, HealthChecks } from '@sekisho/runtime';
import { afterAll, expect, it } from 'vitest';
import { createPolicySource } from './policy-source.ts';

const HOUR = 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-policy-'));
const file = join(folder, 'policy.yaml');
const noticesFile = join(folder, 'notices.yaml');
const tokyo = (text: string) => Date.parse(`${text}+09:00`);

afterAll(() => rmSync(folder, { recursive: true }));

const write = (length: string) =>
  writeFileSync(
    file,
    `name: ours\nservices: { '*': { severities: { critical: { action: restrict, for: ${length} } } } }`,
  );
const hours = (from: string) =>
  writeFileSync(
    noticesFile,
    `services:
  '*':
    name: { ja: 電話, en: telephone }
    desk:
      name: { ja: 窓口, en: desk }
      phone: 0120-000-000
      open: [{ days: weekdays, from: "${from}", to: "18:00" }]
      closed: [public-holidays]
    terms:
      document: { ja: 約款, en: terms }
      clause: { ja: 条, en: clause }
      version: { ja: 版, en: version }
      date: 2015-08-20
customers: { notify: false }
`,
  );

function source(notices: string | undefined) {
  const health = new HealthChecks('test');
  const options = { file, noticesFile: notices, enforced: [], staleAfterMs: 1 };
  const log = createLog('enforcer', 'silent');
  return { ...createPolicySource({ ...options, health, log }), health };
}

it('bars until the desk opens whose hours the notices file has, read again with the policy', () => {
  write('until-desk+2h');
  hours('09:00');
  const { policy, reload, health } = source(noticesFile);
  // New Year's Eve is a Thursday; the next day that is no holiday is Monday.
  const begin = tokyo('2026-12-31T20:00');
  const until = () => policy.untilOf('hikari', 'critical', begin, begin);
  expect(until()).toBe(tokyo('2027-01-04T11:00'));
  hours('10:00');
  reload();
  expect(until()).toBe(tokyo('2027-01-04T12:00'));
  hours('late');
  expect(reload).toThrow(/write a time of day/);
  expect(until()).toBe(tokyo('2027-01-04T12:00'));
  expect(health.report().problems).toMatchObject({
    policy: expect.stringMatching(/stays in force; the file cannot be used/),
  });
});

it('needs no desk for a span, and refuses to wait for one that nobody knows', () => {
  write('4h');
  expect(source(undefined).policy.untilOf('hikari', 'critical', 0, 0)).toBe(4 * HOUR);
  write('until-desk');
  expect(() => source(undefined)).toThrow(/name a notices file/);
});
