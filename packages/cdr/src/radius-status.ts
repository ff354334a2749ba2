import type { RadiusParagraph } from './radius-paragraph.ts';

/** What a request tells of a call. */
export type RadiusStatus = 'start' | 'interim' | 'stop' | 'failed' | 'no-call';

/** By name and number; a server that starts or ends, and tunnels, are no calls. */
const STATUSES: Readonly<Record<string, RadiusStatus>> = {
  start: 'start',
  '1': 'start',
  stop: 'stop',
  '2': 'stop',
  'interim-update': 'interim',
  alive: 'interim',
  '3': 'interim',
  'accounting-on': 'no-call',
  '7': 'no-call',
  'accounting-off': 'no-call',
  '8': 'no-call',
  failed: 'failed',
  '15': 'failed',
};

/** SIP requests that begin or end a call, by name and number; others are accounted too. */
const OF_CALLS = /^(?:undefined|invite|bye|[018])?$/i;

/** '' where nothing says, `undefined` where it is none that is known. */
export function statusOf({ attribute }: RadiusParagraph): RadiusStatus | '' | undefined {
  // What other packets a server writes down: they ask whether somebody may call.
  const packet = attribute('Packet-Type');
  if (packet !== '' && packet !== 'Accounting-Request') return 'no-call';
  const status = attribute('Acct-Status-Type').toLowerCase();
  if (status.startsWith('tunnel-') || !OF_CALLS.test(attribute('Sip-Method'))) return 'no-call';
  return status === '' ? '' : Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
}
