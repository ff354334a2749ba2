import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '..', '..');
const rules = readFileSync(join(PROJECT, 'infra', 'prometheus', 'alerts.yml'), 'utf8');
const handbook = readFileSync(join(PROJECT, 'docs', 'operate.md'), 'utf8');

const alerts = rules.split(/^ {6}- alert: /m).slice(1);
const nameOf = (alert: string) => alert.slice(0, alert.indexOf('\n'));
const headings = [...handbook.matchAll(/^### ([A-Z]\w+)$/gm)].map(([, heading]) => heading);

describe.each(alerts.map((alert) => [nameOf(alert), alert]))('%s', (name, alert) => {
  it('says how grave it is, in two languages, and where it is explained', () => {
    expect(alert).toMatch(/^ {8}for: \d+[sm h]+$/m);
    expect(alert).toMatch(/^ {8}labels: \{ severity: (critical|warning|info) \}$/m);
    expect(alert).toMatch(/^ {10}summary: "[^"\p{sc=Han}]+"$/mu);
    expect(alert).toMatch(/^ {10}summary_ja: ".*[\p{sc=Han}\p{sc=Hira}].*"$/mu);
    expect(alert).toContain(`          runbook: docs/operate.md#${name.toLowerCase()}\n`);
  });
});

it('explains every alert, and no other', () => {
  expect(headings.toSorted()).toEqual(alerts.map(nameOf).toSorted());
});
