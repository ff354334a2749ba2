import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEVICES, TRUNK } from './customers.ts';
import { Lab } from './lab.ts';

/**
 * `npm run lab [-- COLLECTOR_URL TOKEN]`: a Kamailio and a carrier behind it, and two lines and a trunk
 * that dial abroad and home every two seconds, until Ctrl-C. Prints how their calls go.
 */
const [url, token] = process.argv.slice(2);
const collector = url !== undefined && token !== undefined ? { url, token } : undefined;
const tell = (line: string) => void process.stdout.write(`${line}\n`);
const stopping = new AbortController();
process.once('SIGINT', () => stopping.abort());
process.once('SIGTERM', () => stopping.abort());

const callers = [
  ...DEVICES.map((device) => ({ name: device.user, caller: device })),
  { name: TRUNK.identity, caller: { address: TRUNK.address } },
];

await using lab = await Lab.start(collector === undefined ? {} : { collector });
tell(`remote calls: ${lab.switch.rpcUrl}`);
tell(`targets:      ${writeTargets()}`);
tell('bar a line:   npx sekisho start --enforce "*" --targets FILE, or by hand:');
tell(`  curl -d '${setxs(DEVICES[0].user)}' ${lab.switch.rpcUrl}`);
while (!stopping.signal.aborted) {
  const outcomes = await Promise.all(
    callers.flatMap(({ name, caller }) =>
      ['010224601123456', '0312345678'].map(async (number) => {
        const isAnswered = await answers(caller, number);
        return `${name} ${number.startsWith('010') ? 'abroad' : 'home'} ${isAnswered ? 'answered' : 'REFUSED'}`;
      }),
    ),
  );
  tell(`${new Date().toISOString().slice(11, 19)}  ${outcomes.join('   ')}`);
  await pause(2000, undefined, { signal: stopping.signal }).catch(() => undefined);
}

async function answers(caller: Parameters<Lab['call']>[0]['caller'], number: string) {
  const sipp = await lab.begin({ caller, dialled: [number], expected: 'answered' });
  return (await sipp.ended) === '';
}

function writeTargets(): string {
  const file = join(lab.folder, 'targets.yaml');
  const proxies = `{ kind: kamailio, nodes: { lab: "${lab.switch.rpcUrl}" } }`;
  writeFileSync(file, `targets:\n  proxies: ${proxies}\nservices:\n  "*": [proxies]\n`);
  return file;
}

function setxs(line: string): string {
  const params = ['bar', line, 'by hand', 30];
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'htable.setxs', params });
}
