import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ANNOUNCEMENT_USER, DEVICES, PEERS, REALM } from './customers.ts';

const SHIPPED = fileURLToPath(new URL('../../infra/kamailio', import.meta.url));

export interface SwitchSettings {
  sipPort: number;
  rpcPort: number;
  /** `host:port` of the carrier. */
  carrier: string;
  /** Where call events are sent. */
  collector?: { url: string; token: string };
  redisPort?: number;
  /** `host:port` of who plays announcements to those who are refused. */
  announcement?: string;
}

/** Kamailio's folder: the configuration that ships, with another `local.cfg`. @returns its file */
export function writeSwitchFolder(folder: string, settings: SwitchSettings): string {
  mkdirSync(join(folder, 'users'), { recursive: true });
  cpSync(SHIPPED, folder, { recursive: true });
  const local = localOf(readFileSync(join(SHIPPED, 'local.cfg'), 'utf8'), folder, settings);
  writeFileSync(join(folder, 'local.cfg'), local);
  writeFileSync(join(folder, 'peers.list'), PEERS.map((peer) => `${peer}\n`).join(''));
  writeFileSync(join(folder, 'users', 'version'), versionTable());
  writeFileSync(join(folder, 'users', 'subscriber'), subscriberTable());
  return join(folder, 'kamailio.cfg');
}

function localOf(shipped: string, folder: string, settings: SwitchSettings): string {
  const { sipPort, rpcPort, carrier, collector, redisPort, announcement } = settings;
  const values: Readonly<Record<string, string>> = {
    CARRIER_URI: `sip:${carrier}`,
    AUTH_REALM: REALM,
    AUTH_DB: `text://${join(folder, 'users')}`,
    PEERS_FILE: join(folder, 'peers.list'),
    COLLECTOR_URL: `${collector?.url ?? 'http://127.0.0.1:9'}/v1/cdrs?format=kamailio-json`,
    COLLECTOR_TOKEN: collector?.token ?? 'none',
    LONGEST_BAR: '2678400',
    REDIS_SERVER: `name=bars;addr=127.0.0.1;port=${redisPort ?? 9};db=0`,
    ANNOUNCEMENT_URI: `sip:${ANNOUNCEMENT_USER}@${announcement ?? '127.0.0.1:9'}`,
  };
  return shipped
    .replace('udp:127.0.0.1:5060', `udp:127.0.0.1:${sipPort}`)
    .replaceAll('5062', String(rpcPort))
    .replace(/^#!substdef "!(\w+)!.*$/gm, (_, name: string) => {
      return `#!substdef "!${name}!${values[name] ?? 'none'}!g"`;
    })
    .replace('##!define WITH_REDIS_BAR', redisPort === undefined ? '' : '#!define WITH_REDIS_BAR')
    .replace(
      '##!define WITH_ANNOUNCEMENT',
      announcement === undefined ? '' : '#!define WITH_ANNOUNCEMENT',
    );
}

function versionTable(): string {
  return 'table_name(string) table_version(int)\nsubscriber:7\n';
}

function subscriberTable(): string {
  const rows = DEVICES.map(({ user, password }, n) => `${n + 1}:${user}:${REALM}:${password}\n`);
  return `id(int,auto) username(string) domain(string) password(string)\n${rows.join('')}`;
}
