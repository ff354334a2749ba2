import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { Installation } from '../support/installation.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { AT_HOME, DEVICES, EMERGENCY, TRUNK } from './customers.ts';
import { Lab } from './lab.ts';
import { freeTcpPort } from './ports.ts';

const scratch = scratchFolder();
const [abused, other] = DEVICES;
const TOKEN = 'a-token-of-the-lab-0123456789';
const GUINEA = '010224601123456';
const installation = new Installation(scratch.fresh('data'));
let lab: Lab | undefined;

afterAll(async () => {
  await installation.stop();
  await lab?.[Symbol.asyncDispose]();
});

/** An attack as it is seen in the field: many calls at once into few ranges. */
const ATTACK = Array.from({ length: 30 }, (_, n) => `0102246011234${String(n).padStart(2, '0')}`);

it('an attack over SIP ends with the next call abroad of that contract refused', async () => {
  const port = await freeTcpPort();
  lab = await Lab.start({ collector: { url: `http://127.0.0.1:${port}`, token: TOKEN } });
  const proxies = { kind: 'kamailio', nodes: { lab: lab.switch.rpcUrl } };
  const targets = scratch.write(
    'targets.json',
    JSON.stringify({ targets: { proxies }, services: { '*': ['proxies'] } }),
  );
  const directory = scratch.write(
    'directory.csv',
    [
      'subscriber,service,lines,kind,valid_from',
      `C-1,hikari,${abused.user};${TRUNK.identity},pbx,2020-01-01`,
      `C-2,hikari,${other.user},pbx,2020-01-01`,
    ].join('\n'),
  );
  await installation.command('directory', 'import', directory);
  writeFileSync(join(installation.data, 'sekisho-http.token'), `${TOKEN}\n`, { mode: 0o600 });
  const listen = ['--listen', `127.0.0.1:${port}`];
  await installation.start(['--enforce', 'hikari', '--targets', targets, ...listen]);

  await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });
  const attack = await lab.begin({ caller: abused, dialled: ATTACK, expected: 'held', rate: 10 });
  await vi.waitFor(
    async () => {
      expect(await installation.bars()).toMatchObject([{ subscriber: 'C-1', state: 'applied' }]);
    },
    { timeout: 40_000, interval: 200 },
  );
  // Calls that were up have been ended; what came after the bar was refused.
  await attack.ended;
  await lab.call({ caller: abused, dialled: [GUINEA], expected: 'barred' });
  await lab.call({ caller: { address: TRUNK.address }, dialled: [GUINEA], expected: 'barred' });
  await lab.call({ caller: abused, dialled: AT_HOME, expected: 'answered' });
  await lab.call({ caller: abused, dialled: EMERGENCY, expected: 'answered' });
  await lab.call({ caller: other, dialled: [GUINEA], expected: 'answered' });

  // What was refused is told as such, and the line is open again when a person says so.
  await vi.waitFor(
    async () => {
      const rows = await installation.ask<{ refused: number }>(
        "select count() as refused from cdr where subscriber = 'C-1' and barred",
      );
      expect(Number(rows[0]?.refused)).toBeGreaterThan(0);
    },
    { timeout: 20_000, interval: 300 },
  );
  // Also of the calls that the bar ended, of which Kamailio tells no end of its own.
  await vi.waitFor(
    async () => {
      const rows = await installation.ask<{ up: number }>(
        "select count() as up from call where subscriber = 'C-1' and ended_at is null",
      );
      expect(Number(rows[0]?.up)).toBe(0);
    },
    { timeout: 20_000, interval: 300 },
  );
  const [bar] = await installation.bars();
  const person = ['--by', 'tanaka', '--reason', 'mended'];
  await installation.command('release', String(bar?.['restrictionId']), ...person);
  await vi.waitFor(async () => expect(await installation.bars()).toEqual([]), {
    ...{ timeout: 40_000, interval: 200 },
  });
  await lab.call({ caller: abused, dialled: [GUINEA], expected: 'answered' });
});
