import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NocAction } from './noc-notice.ts';
import { nocNotice } from './noc-notice.ts';
import { bodyOf } from './notice-text.ts';
import { buildFacts, buildNocNotice } from './testing/build-episode.ts';
import { waveNotice } from './wave-notice.ts';

describe('what the NOC reads', () => {
  it('in order: what was done, who, how bad, what, why, before, next', () => {
    expect(nocNotice(buildNocNotice({ link: 'https://sekisho.example.jp/c/c-1' }), 'en')).toEqual({
      subject:
        '[CRITICAL][BARRED until 06:00] C10482 xephion ¥48,200 (+¥1,854/min) 41 calls → Latvia, Gambia in 26 min',
      lines: [
        'BARRED until 06:00',
        'C10482, XePhion Call Pro; XePhion Call Pro customer centre closed now',
        '¥48,200 (+¥1,854/min)',
        '41 calls → Latvia, Gambia in 26 min',
        'cost-1h: 48,200, threshold 12,000',
        'Evidence: new-source, rare-country',
        'Before: verdict ours, 2 bars in 90 days',
        'Next: ask the customer whether the calls were theirs.',
        'https://sekisho.example.jp/c/c-1',
      ],
    });
  });

  it('in Japanese', () => {
    const { subject, lines } = nocNotice(buildNocNotice(), 'ja');
    expect(subject).toBe(
      '[CRITICAL][規制済（〜06:00）] C10482 xephion ¥48,200（+¥1,854/分） 41件 → ラトビア、ガンビア（26分間）',
    );
    expect(lines).toContain('次：お客様の利用かどうかを確認してください。');
  });

  it.each<[NocAction, string]>([
    [{ state: 'not-barred', why: 'shadow' }, 'NOT barred: shadow mode'],
    [{ state: 'not-barred', why: 'breaker-open' }, 'NOT barred: breaker-open'],
    [{ state: 'failed', why: 'answered 403' }, 'Barring FAILED: answered 403'],
    [{ state: 'released' }, 'RELEASED by a person'],
    [{ state: 'ended' }, 'Bar ENDED'],
  ])('%j as %s', (action, text) => {
    expect(nocNotice(buildNocNotice({ action }), 'en').lines[0]).toBe(text);
  });

  it('tells how to stop the ladder, and that a step was lapsed', () => {
    const nextStepAt = Date.UTC(2026, 3, 1, 9, 5);
    const { lines } = nocNotice(buildNocNotice({ nextStepAt, again: 'lapsed' }), 'en');
    expect(lines[0]).toBe('AGAIN: acknowledged, but the cost still grows');
    expect(lines.join('\n')).toContain('sekisho ack c-bcdf-ghjk-mnpq-rstv before 18:05');
  });

  it('names nobody of the house outside it, and a wave once', () => {
    const subscribers = ['C1', 'C2', 'line:0312345678'];
    expect(waveNotice({ service: 'xephion', country: 'LV', subscribers, link: '' }, 'en')).toEqual({
      subject: '[CRITICAL] xephion WAVE: 3 subscribers call Latvia within an hour',
      lines: [
        'WAVE: 3 subscribers call Latvia within an hour',
        'Subscribers: C1, C2, line:03******78',
        'Next: restrict the destination for the whole service (two people), or acknowledge.',
      ],
    });
  });

  it('has no run of digits that could be a number', () => {
    const evidence = fc
      .record({
        calls: fc.nat(),
        costMilliYen: fc.nat(),
        findings: fc.array(
          fc.record({
            rule: fc.constantFrom('cost-1h', 'calls'),
            observed: fc.double({ min: 0, max: 1e12, noNaN: true }),
            threshold: fc.double({ min: 1, max: 1e12, noNaN: true }),
            window: fc.nat(),
          }),
        ),
      })
      .map((changes) => buildFacts(changes));
    fc.assert(
      fc.property(evidence, fc.stringMatching(/^line:0\d{9,10}$/), (facts, subscriber) => {
        const { subject, lines } = nocNotice(buildNocNotice({ facts, subscriber }), 'en');
        expect(`${subject}\n${bodyOf({ lines })}`).not.toMatch(/\d{5}/);
      }),
    );
  });
});
