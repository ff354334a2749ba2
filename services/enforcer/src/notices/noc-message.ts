import {
  type Case,
  historyOf,
  isAcknowledged,
  type Notice,
  nextStepAt,
  readCase,
} from '@sekisho/ledger';
import {
  type BlindNotice,
  blindNotice,
  type DestinationNotice,
  destinationNotice,
  NOC_WORDS,
  type NocAction,
  type NocNotice,
  type NoticeSettings,
  type NoticeText,
  nocNotice,
  profileOf,
  shownSubscriber,
  waveNotice,
} from '@sekisho/notices';
import type { Alarm } from './alarm.ts';
import type { NoticeParts } from './notice-parts.ts';

const BEFORE_MS = 90 * 86_400_000;

/** What the NOC is told, for programs too. */
export interface NocMessage {
  text: NoticeText;
  data: Readonly<Record<string, unknown>>;
}

/** @param isInternal whether customers may be named */
export async function nocMessage(
  parts: NoticeParts,
  settings: NoticeSettings,
  notice: Notice,
  isInternal: boolean,
): Promise<NocMessage> {
  if (notice.kind === 'wave') return waveMessage(settings, notice);
  if (notice.kind === 'destination') return destinationMessage(parts, settings, notice);
  if (notice.kind === 'blind') return blindMessage(parts, settings, notice);
  const found = await readCase(parts.ledger, notice.subjectId);
  const { text, told } = await caseText(parts, settings, notice, found, isInternal);
  return { text, data: dataOf(notice, found, told) };
}

function waveMessage(
  { language, link }: NoticeSettings,
  { subjectId, detail }: Notice,
): NocMessage {
  const { service, country, subscribers } = detail as {
    service: string;
    country: string;
    subscribers: string[];
  };
  const shown = subscribers.map(shownSubscriber);
  const told = { service, country, subscribers };
  return {
    text: waveNotice({ ...told, link: linkTo(link, subjectId) }, language),
    data: { wave: subjectId, severity: 'critical', service, country, subscribers: shown },
  };
}

async function destinationMessage(
  { ledger }: NoticeParts,
  settings: NoticeSettings,
  notice: Notice,
): Promise<NocMessage> {
  const { subjectId: destinationId, detail } = notice;
  const told = detail as Omit<
    DestinationNotice,
    'destinationId' | 'nextStepAt' | 'timeZone' | 'link'
  >;
  const { timeZone } = profileOf(settings, told.service).desk;
  const isTaken = await isAcknowledged(ledger, destinationId);
  const nextAt = isTaken ? undefined : await nextStepAt(ledger, notice);
  const link = linkTo(settings.link, destinationId);
  const common = { ...told, destinationId, problem: withoutNumbers(told.problem) };
  const { service, prefix, state, by, until } = told;
  return {
    text: destinationNotice({ ...common, nextStepAt: nextAt, timeZone, link }, settings.language),
    data: { destination: destinationId, severity: 'critical', service, prefix, state, by, until },
  };
}

async function blindMessage(
  { ledger }: NoticeParts,
  settings: NoticeSettings,
  notice: Notice,
): Promise<NocMessage> {
  const { subjectId: alarmId, detail } = notice;
  const told = detail as Pick<BlindNotice, 'state' | 'reason' | 'source' | 'told'>;
  const isTaken = told.state === 'ended' || (await isAcknowledged(ledger, alarmId));
  const nextAt = isTaken ? undefined : await nextStepAt(ledger, notice);
  const { timeZone } = profileOf(settings, '*').desk;
  const { state, reason, source } = told;
  return {
    text: blindNotice({ ...told, alarmId, nextStepAt: nextAt, timeZone }, settings.language),
    data: { blind: alarmId, severity: 'critical', state, reason, source, told: told.told },
  };
}

async function caseText(
  { ledger, contactOf, now }: NoticeParts,
  settings: NoticeSettings,
  notice: Notice,
  found: Case,
  isInternal: boolean,
): Promise<{ text: NoticeText; told: NocNotice }> {
  const { caseId, subscriber, service, facts } = found;
  const { lastVerdict, restrictions } = await historyOf(ledger, found, found.openedAt - BEFORE_MS);
  const name = isInternal ? (await contactOf(subscriber, now()))?.customer : undefined;
  const isTaken = await isAcknowledged(ledger, caseId);
  const told: NocNotice = {
    caseId,
    subscriber,
    service,
    customerName: name ?? '',
    severity: facts?.severity ?? 'critical',
    action: actionOf(notice, found),
    facts: facts ?? undefined,
    lastVerdict,
    restrictionsBefore: restrictions,
    step: notice.step,
    nextStepAt: isTaken ? undefined : await nextStepAt(ledger, notice),
    again: notice.kind === 'lapsed' ? 'lapsed' : undefined,
    profile: profileOf(settings, service),
    link: linkTo(settings.link, caseId),
    now: now(),
  };
  const text = nocNotice(told, settings.language);
  return { text: notice.kind === 'alarm' ? alarmText(notice, text, settings, caseId) : text, told };
}

function alarmText(
  { detail }: Notice,
  { lines }: NoticeText,
  { language }: NoticeSettings,
  caseId: string,
): NoticeText {
  const what = NOC_WORDS[language].alarm[detail['alarm'] as Alarm](caseId);
  return { subject: `[ALARM] ${what}`, lines: [what, ...lines] };
}

function actionOf({ kind, detail }: Notice, found: Case): NocAction {
  const now = kind === 'restriction' ? detail : { ...found, state: found.restrictionState };
  const state = now['state'];
  if (detail['isDryRun'] === true && state === 'applied')
    return { state: 'not-barred', why: 'dry-run' };
  if (state === 'applied') return { state: 'barred', until: Number(now['until']) };
  if (state === 'released') return { state: 'released' };
  if (state === 'expired') return { state: 'ended' };
  if (state === 'failed')
    return { state: 'failed', why: withoutNumbers(String(detail['problem'] ?? '')) };
  if (state === null) return { state: 'not-barred', why: 'warning' };
  return { state: 'not-barred', why: String(detail['reason'] ?? state) };
}

/** A switch may name a line in what it says. */
function withoutNumbers(text: string): string {
  return text.replace(/\d{5,}/g, '…');
}

function dataOf({ kind, detail, step }: Notice, found: Case, { severity, action }: NocNotice) {
  const { caseId, alertId, service, subscriber, facts, restrictionId } = found;
  return {
    case: caseId,
    alert: alertId,
    restriction: restrictionId,
    service,
    subscriber: shownSubscriber(subscriber),
    severity,
    change: kind,
    step,
    ...(kind === 'alarm' ? { alarm: detail['alarm'] } : {}),
    action,
    calls: facts?.calls ?? null,
    costJpy: facts === null ? null : facts.costMilliYen / 1000,
    countries: facts?.countries ?? [],
    rules: facts?.findings.map(({ rule }) => rule) ?? [],
  };
}

function linkTo(link: string, subjectId: string): string {
  return link === '' ? '' : link + subjectId;
}
