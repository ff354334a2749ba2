import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { Stream } from '../support/stream.ts';

const RULES = fileURLToPath(new URL('../../infra/prometheus/alerts.yml', import.meta.url));

it('finds every metric that an alert asks for in a running service', async () => {
  const rules = readFileSync(RULES, 'utf8');
  const asked = new Set(rules.match(/\b(sekisho|process|nodejs)_\w+/g));
  const stream = await Stream.open(1);
  const services = ['collector', 'detector', 'enforcer'].map((name) => stream.start(name));
  const exported = await Promise.all(
    services.map(async (service) => metricsOf((await service).url)),
  );
  const known = new Set(exported.flat());
  expect(asked.size).toBeGreaterThan(20);
  expect([...asked].filter((name) => !known.has(name.replace(/_bucket$/, '')))).toEqual([]);
});

async function metricsOf(url: string): Promise<string[]> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!);
}
