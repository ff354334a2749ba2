import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caseIdOf, noticesOf } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog, createMetrics, HealthChecks } from '@sekisho/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barLine, decideLine } from '../testing/barred-line.ts';
import { eventually } from '../testing/eventually.ts';
import { type MailServer, startMailServer } from '../testing/mail-server.ts';
import { noticesFile } from '../testing/notices-file.ts';
import { createNotices, type Notices } from './create-notices.ts';
import { loadDelivery } from './load-delivery.ts';

const database = embeddedDatabase();
const folder = mkdtempSync(join(tmpdir(), 'sekisho-notices-'));
const file = join(folder, 'notices.yaml');
const health = new HealthChecks('enforcer');
const metrics = createMetrics('enforcer', { ofProcess: false });
// So late that nobody waits for facts of calls any more.
const now = () => Date.now() + 120_000;
let server: MailServer;
let notices: Notices;

beforeAll(async () => {
  server = await startMailServer();
  writeFileSync(file, noticesFile({ mailPort: server.port }));
  const contact = { customer: 'K1', name: '', email: 'k1@example.com', language: 'ja' } as const;
  notices = createNotices({
    ledger: database.ledger,
    engine: () => Promise.reject(new Error('the store is away')),
    topic: 'cdr',
    load: () => loadDelivery(file, { now, environment: process.env }),
    contactOf: () => Promise.resolve(contact),
    health,
    metrics,
    log: createLog('enforcer', 'silent'),
    now,
    everyMs: 50,
  });
});
afterAll(async () => {
  await notices.stop();
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe('notices', () => {
  it('are sent though the store is away, and the health says that it is', async () => {
    const { alertId } = await barLine(database.ledger, Date.now());
    await eventually(() => expect(server.mails).toHaveLength(1));
    expect(health.report().problems).toEqual({ cases: 'the store is away' });
    await eventually(async () => {
      const states = (await noticesOf(database.ledger, caseIdOf(alertId))).map((n) => n.state);
      expect(states).toEqual(['sent', 'sent']);
    });
    expect(await metrics.text()).toMatch(/enforcer_notices_total\{.*customer.*sent.*\} 1/);
  });

  it('go by the file as it was read last, and by the one before where it has a fault', async () => {
    const told = join(folder, 'told');
    const sentThrough = async () => {
      const { alertId } = await decideLine(database.ledger, Date.now(), {
        state: 'shadow',
        reason: 'shadow',
      });
      let channel: string | null = null;
      await eventually(async () => {
        const [notice] = await noticesOf(database.ledger, caseIdOf(alertId));
        expect(notice?.state).toBe('sent');
        channel = notice?.sentThrough ?? null;
      });
      return channel;
    };
    const changed = noticesFile({
      mailPort: server.port,
      channels: `pager: { kind: command, run: [sh, -c, "cat > ${told}"] }`,
      ladder: '{ after: 0s, channels: [pager] }',
    });
    expect(await sentThrough()).toBe('chat');
    writeFileSync(file, changed);
    notices.reload();
    expect(await sentThrough()).toBe('pager');
    writeFileSync(file, changed.replace('[pager]', '[nobody]'));
    expect(() => notices.reload()).toThrow(/no channel is named nobody/);
    expect(await sentThrough()).toBe('pager');
  });
});
