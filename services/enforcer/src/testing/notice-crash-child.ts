import { type Ledger, openEmbeddedLedger, openLedger } from '@sekisho/ledger';
import { dispatch } from '../notices/dispatch.ts';
import { buildNoticeParts } from './build-notice-parts.ts';

/** `node notice-crash-child.ts LEDGER MAIL_PORT NOW before|after`: dies just before, or after, it sends. */
const [where = '', port = '', now = '', when = ''] = process.argv.slice(2);

const ledger: Ledger = where.startsWith('postgres')
  ? openLedger(where)
  : await openEmbeddedLedger(where);
const parts = buildNoticeParts(ledger, { now: Number(now) }, { mailPort: Number(port) });
const delivery = parts.delivery()!;
const mailer = {
  ...delivery.mailer,
  async send(mail: Parameters<typeof delivery.mailer.send>[0]) {
    if (when === 'after') await delivery.mailer.send(mail);
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  },
};
await dispatch({ ...parts, delivery: () => ({ ...delivery, mailer }) }, 'customer');
