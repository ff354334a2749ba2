import { acknowledge } from '@sekisho/ledger';
import { afterEach, expect, it } from 'vitest';
import { consoleFixture } from '../testing/console-fixture.ts';
import { caseOf } from '../testing/seed-alert.ts';

const fixture = consoleFixture();
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** Reads what is sent until it matches. */
async function heard(body: ReadableStream<Uint8Array>, expected: RegExp): Promise<string> {
  const reader = body.getReader();
  let text = '';
  while (!expected.test(text)) {
    const { done, value } = await reader.read();
    if (done) throw new Error(`ended before ${expected}: ${text}`);
    text += new TextDecoder().decode(value);
  }
  reader.releaseLock();
  return text;
}

it('tells what changes where it stands, and to who comes back only what has changed since', async () => {
  const alertId = await fixture.seed({
    subscriber: 'C10482',
    state: 'applied',
    calledNumber: '37125123456',
  });
  const opened = fixture.open();
  ends.push(() => opened.stop());
  const { body } = await opened.app.request('/events', { headers: { 'accept-language': 'en' } });
  const first = await heard(body!, /\n\n(?=$)[\s\S]*|id: .*\n\n/);
  const all = first.includes('id: ') ? first : first + (await heard(body!, /id: .*\n/));
  expect(all).toContain(`hx-target="#${caseOf(alertId)}-state"`);
  expect(all).toContain('hx-target="#live-ids"');
  expect(all).not.toContain('25123456');
  const id = /id: (\S+)/.exec(all)![1]!;

  const { body: back } = await opened.app.request('/events', {
    headers: { 'last-event-id': id, 'accept-language': 'en' },
  });
  const other = await fixture.seed({ subscriber: 'C20001', state: 'shadow' });
  const news = await heard(back!, /id: .*\n/);
  expect(news).toContain(`hx-target="#${caseOf(other)}-state"`);
  expect(news).not.toContain(`hx-target="#${caseOf(alertId)}-state"`);

  await acknowledge(fixture.ledger, { subjectId: caseOf(alertId), by: 'sato', now: Date.now() });
  expect(await heard(back!, /id: .*\n/)).toContain('sato');
});

it('ends what is sent when the console stops', async () => {
  const opened = fixture.open();
  const { body } = await opened.app.request('/events');
  await heard(body!, /here/);
  opened.stop();
  const reader = body!.getReader();
  for (;;) if ((await reader.read()).done) break;
});
