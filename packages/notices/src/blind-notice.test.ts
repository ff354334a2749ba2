import { describe, expect, it } from 'vitest';
import { type BlindNotice, blindNotice } from './blind-notice.ts';

const SILENT: BlindNotice = {
  alarmId: 'b-bcdf-ghjk-mnpq-rstv',
  state: 'begun',
  reason: 'silent',
  source: 'sbc-1',
  told: 'no record for 31 min, where 31 are usual',
  nextStepAt: Date.parse('2026-04-01T01:15:00Z'),
  timeZone: 'Asia/Tokyo',
};

describe('a notice of being blind', () => {
  it.each([
    ['en', 'begun', '[CRITICAL] BLIND: sbc-1 sends no records'],
    ['ja', 'begun', '[CRITICAL] 監視不能：sbc-1 記録が届きません'],
    ['en', 'ended', '[OK] No longer: sbc-1 sends no records'],
    ['ja', 'ended', '[OK] 解消：sbc-1 記録が届きません'],
  ] as const)('says in %s that it has %s', (language, state, subject) => {
    expect(blindNotice({ ...SILENT, state }, language).subject).toBe(subject);
  });

  it('says what was found and how to take it', () => {
    const text = blindNotice(SILENT, 'en').lines.join('\n');
    expect(text).toContain(SILENT.told);
    expect(text).toContain('sekisho ack b-bcdf-ghjk-mnpq-rstv before 10:15');
  });

  it('asks for nothing where it is over, and names no step that does not come', () => {
    expect(blindNotice({ ...SILENT, state: 'ended' }, 'en').lines).toHaveLength(1);
    expect(blindNotice({ ...SILENT, nextStepAt: undefined }, 'en').lines).toHaveLength(3);
  });

  it.each(['', '*'])('names nobody where it is of all: %j', (source) => {
    const { subject } = blindNotice({ ...SILENT, source, reason: 'insert' }, 'en');
    expect(subject).toBe('[CRITICAL] BLIND: nothing is stored any more');
  });
});
