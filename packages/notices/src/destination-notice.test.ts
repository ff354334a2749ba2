import { describe, expect, it } from 'vitest';
import { type DestinationNotice, destinationNotice } from './destination-notice.ts';

const PLACED: DestinationNotice = {
  destinationId: 'd-0123456789abcdef',
  service: 'hikari',
  prefix: '224',
  state: 'placed-alone',
  by: 'sato',
  problem: '',
  until: Date.parse('2026-04-01T03:00:00Z'),
  nextStepAt: Date.parse('2026-04-01T01:15:00Z'),
  timeZone: 'Asia/Tokyo',
  link: '',
};

describe('a notice of a destination', () => {
  it.each([
    ['en', '[CRITICAL] hikari +224 restricted by sato ALONE until 12:00'],
    ['ja', '[CRITICAL] hikari satoが単独で+224を規制（〜12:00）'],
  ] as const)('says in %s who placed it and until when', (language, subject) => {
    const text = destinationNotice(PLACED, language);
    expect(text.subject).toBe(subject);
    expect(text.lines.join('\n')).toContain('sekisho destination release d-0123456789abcdef');
    expect(text.lines.join('\n')).toContain('sekisho ack d-0123456789abcdef');
  });

  it('says that the switch refused, and why', () => {
    const problem = 'webhook cannot restrict a destination';
    const { subject } = destinationNotice({ ...PLACED, state: 'failed', problem }, 'en');
    expect(subject).toBe(`[CRITICAL] hikari Restricting +224 FAILED: ${problem}`);
  });

  it('names no step that does not come', () => {
    const { lines } = destinationNotice({ ...PLACED, nextStepAt: undefined }, 'en');
    expect(lines).toHaveLength(2);
  });
});
