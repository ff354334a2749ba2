import {
  endNotice,
  findCase,
  hastenNextStep,
  isAcknowledged,
  keepContent,
  type Notice,
  openSilences,
  planNotice,
  postponeNotice,
  waveOf,
} from '@sekisho/ledger';
import { ladderOf, laddersOf, needsPerson, planSteps, profileOf } from '@sekisho/notices';
import { giveUp } from './alarm.ts';
import type { Channel } from './channel.ts';
import type { Delivery } from './delivery.ts';
import { nocMessage } from './noc-message.ts';
import type { NoticeParts } from './notice-parts.ts';
import { messageId, noticeDelayMs, sendOnce, type Tried } from './send-once.ts';

/** Nobody reads on what was a day ago. */
const GIVE_UP_MS = 86_400_000;
/** A bar is often known before what it is for can be read; nobody is kept waiting for long. */
const FACTS_WITHIN_MS = 5000;
const FACTS_RETRY_MS = 1000;

/** Tells the NOC by the first channel that takes it, or says why it need not be told. */
export async function tellNoc(
  parts: NoticeParts,
  delivery: Delivery,
  notice: Notice,
): Promise<void> {
  const { ledger, now } = parts;
  if (now() - notice.at > GIVE_UP_MS) {
    return giveUp(parts, notice, { state: 'given-up', reason: 'too-late', alarm: 'undelivered' });
  }
  const place = await placeOf(parts, notice);
  const muted = await mutedBy(parts, notice, place);
  if (muted !== undefined) {
    await endNotice(ledger, notice, muted.state, muted.reason);
    return;
  }
  if (await lacksFacts(parts, notice)) {
    return postponeNotice(ledger, notice, now() + FACTS_RETRY_MS, 'facts are not known yet');
  }
  const channels = notice.channels ?? (await plan(parts, delivery, notice, place.service));
  if (channels.length === 0) {
    await endNotice(ledger, notice, 'skipped', 'no ladder fits');
    return;
  }
  await tryChannels(parts, delivery, notice, channels);
}

async function lacksFacts({ ledger, now }: NoticeParts, { kind, at, subjectId }: Notice) {
  if (kind !== 'restriction' || now() - at >= FACTS_WITHIN_MS) return false;
  return (await findCase(ledger, subjectId))?.facts === null;
}

interface Place {
  service: string;
  /** `''` of a wave. */
  subscriber: string;
}

async function placeOf({ ledger }: NoticeParts, { subjectId, detail }: Notice): Promise<Place> {
  const found = await findCase(ledger, subjectId);
  return found ?? { service: String(detail['service'] ?? '*'), subscriber: '' };
}

async function mutedBy(
  { ledger, now }: NoticeParts,
  notice: Notice,
  { service, subscriber }: Place,
) {
  const silence = (await openSilences(ledger, now())).find(
    (each) => ['*', service].includes(each.service) && ['', subscriber].includes(each.subscriber),
  );
  if (silence !== undefined) {
    return { state: 'silenced', reason: `silence ${silence.silenceId} by ${silence.by}` } as const;
  }
  const isOfOne = notice.kind === 'opened' || notice.kind === 'restriction';
  if (!isOfOne || notice.detail['state'] === 'failed') return undefined;
  const wave = await waveOf(ledger, notice.subjectId, now());
  return wave && ({ state: 'grouped', reason: wave.waveId } as const);
}

async function plan(
  { ledger, now }: NoticeParts,
  { settings }: Delivery,
  notice: Notice,
  service: string,
): Promise<readonly string[]> {
  const { desk } = profileOf(settings, service);
  const ladder = ladderOf(laddersOf(settings), service, desk, now());
  const isLadder = await goesUp(ledger, notice);
  const steps = ladder === undefined ? [] : planSteps(ladder, now(), isLadder);
  await planNotice(ledger, notice, steps);
  return steps[0]?.channels ?? [];
}

/** Who has taken a case is told of what happens to it, and nobody else is called for that. */
async function goesUp(ledger: NoticeParts['ledger'], { kind, detail, subjectId }: Notice) {
  if (kind === 'opened') return false;
  if (kind === 'blind') {
    return detail['state'] === 'begun' && !(await isAcknowledged(ledger, subjectId));
  }
  const { state, reason } = detail as { state: string; reason: string };
  if (kind === 'lapsed' || kind === 'wave' || state === 'failed') return true;
  const isUrgent = kind === 'alarm' || kind === 'destination' || needsPerson({ state, reason });
  return isUrgent && !(await isAcknowledged(ledger, subjectId));
}

async function tryChannels(
  parts: NoticeParts,
  delivery: Delivery,
  notice: Notice,
  names: readonly string[],
): Promise<void> {
  const { ledger, now } = parts;
  for (const name of names) {
    const channel = delivery.channels.get(name);
    // The file was changed since it was planned.
    if (channel === undefined) continue;
    const tried = await through(parts, delivery, notice, channel);
    if (tried === 'sent' || tried === 'stopped') return;
  }
  await hastenNextStep(ledger, notice, now());
  const delay = noticeDelayMs(notice.claims);
  await postponeNotice(ledger, notice, now() + delay, 'no channel took it');
}

async function through(
  parts: NoticeParts,
  { settings }: Delivery,
  notice: Notice,
  channel: Channel,
): Promise<Tried> {
  const { text, data } = await nocMessage(parts, settings, notice, channel.isInternal);
  // What names the customer is not kept here: the directory has it.
  if (!channel.isInternal) await keepContent(parts.ledger, notice, text);
  const { subjectId, kind, at } = notice;
  const message = { id: messageId(notice), subjectId, kind, at, text, data };
  return sendOnce(parts, notice, channel.name, () => channel.send(message));
}
