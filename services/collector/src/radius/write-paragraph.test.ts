import { createReading } from '@sekisho/cdr';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPacket } from './packet.ts';
import { encodeRequest } from './testing.ts';
import { writeParagraph } from './write-paragraph.ts';

const NOW = Date.parse('2026-01-05T10:00:00Z');

function decoded(userName: Buffer, session: Buffer) {
  const request = encodeRequest(
    [
      [40, 1],
      [44, session],
      [1, userName],
      [30, '010442079460000'],
    ],
    'secret',
  );
  const packet = readPacket(request);
  if (packet === undefined) throw new Error('no packet');
  const paragraph = writeParagraph(packet, NOW);
  const decode = createReading('radius-detail').open([]);
  return decode(paragraph, 0, paragraph.length, NOW);
}

it('passes every text on as it came, whatever is in it', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 50 });
  const property = fc.property(text, (session) => {
    const result = decoded(Buffer.from('0312345678'), Buffer.from(`${session}@`));
    expect(result).toMatchObject({
      outcome: 'ok',
      cdr: { callId: `${session}@`, line: '0312345678', called: '010442079460000', at: NOW },
    });
  });
  fc.assert(property, {
    numRuns: 500,
    examples: [
      ['"\n\tUser-Name = "evil'],
      ['\\"'],
      ['\\\n'],
      ['\\101'],
      ['=\r\n\r\n'],
      ['a\u2028b\\\u2029'],
    ],
  });
});

it('makes something of any bytes, and of nothing else than the attribute', () => {
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
  const property = fc.property(bytes, (name) => {
    const result = decoded(Buffer.from(name), Buffer.from('a@b'));
    if (result.outcome === 'reject') expect(result.field).toMatch(/^(?:subscriber|User-Name)$/);
    else expect(result).toMatchObject({ cdr: { callId: 'a@b', called: '010442079460000' } });
  });
  fc.assert(property, { numRuns: 500 });
});
