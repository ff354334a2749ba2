import { describe, expect, it } from 'vitest';
import { at, id, proposed, rows, type SampleCall } from './testing.ts';

const CSV = 'YYYY-MM-DD HH:mm:ss';

describe('traps', () => {
  it('believes the rows where the names of calling and called contradict them', () => {
    const { mapping, codes } = proposed(
      `id,called,calling,start,end\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end)])}`,
    );
    expect(mapping.fields).toMatchObject({
      called: { column: 'calling' },
      line: { column: 'called' },
    });
    expect(codes).toContain('?called');
  });

  it('believes the rows where the names of start and end contradict them', () => {
    const { mapping, codes } = proposed(
      `id,src,dst,end_time,start_time,billsec\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), c.talk])}`,
    );
    expect(mapping.fields).toMatchObject({
      startedAt: { column: 'end_time' },
      endedAt: { column: 'start_time' },
    });
    expect(codes).toContain('?times');
  });

  it('tells milliseconds by the times, against the name', () => {
    const { mapping, codes } = proposed(
      `id,src,dst,start,end,duration_sec\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), c.end - c.start])}`,
    );
    expect(mapping.fields.durationSec).toEqual({ column: 'duration_sec', unit: 'ms' });
    expect(codes).not.toContain('?unit');
  });

  it('doubts a unit that nothing proves', () => {
    const { mapping, codes } = proposed(
      `id,src,dst,start,duration\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), c.talk * 1000])}`,
    );
    expect(mapping.fields.durationSec).toEqual({ column: 'duration', unit: 'ms' });
    expect(codes).toEqual(expect.arrayContaining(['?unit', '?end-is-start']));
  });

  it('takes the talk time and not the whole time', () => {
    const row = (c: SampleCall) => [
      id(c.index),
      c.line,
      c.called,
      at(c.start),
      at(c.end),
      (c.end - c.start) / 1000,
      c.talk,
    ];
    expect(
      proposed(`id,src,dst,start,end,duration,billsec\n${rows(row)}`).mapping.fields,
    ).toMatchObject({ durationSec: { column: 'billsec' } });
    expect(proposed(rows(row)).mapping.fields).toMatchObject({ durationSec: { column: 7 } });
  });

  it('leaves a duration out that counts the ringing, where the answer is known', () => {
    const { mapping } = proposed(
      `id,src,dst,start,answer,end,duration\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), c.talk > 0 ? at(c.answer) : '', at(c.end), (c.end - c.start) / 1000])}`,
    );
    expect(mapping.fields.durationSec).toBeUndefined();
    expect(mapping.fields.answeredAt).toEqual({ column: 'answer', time: CSV });
  });

  it('warns of unanswered rows that have a duration', () => {
    const { codes } = proposed(
      `id,src,dst,start,end,duration,disposition\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), (c.end - c.start) / 1000, c.talk > 0 ? 'ANSWERED' : 'NO ANSWER'])}`,
    );
    expect(codes).toEqual(expect.arrayContaining(['?answered', '?duration']));
  });

  it('takes several columns together where none tells calls apart', () => {
    const { mapping, codes } = proposed(
      `src,dst,start,duration\n${rows((c) => [c.line, c.called, at(c.start), c.talk])}`,
    );
    expect(mapping.fields.callId).toEqual({ columns: ['start', 'dst', 'src'] });
    expect(codes).toContain('?callId');
  });

  it('takes an id shared by legs for what correlates them', () => {
    const { mapping } = proposed(
      `callid,leg_id,src,dst,start,end\n${rows((c) => [`x${c.index >> 1}-call`, `leg-${id(c.index)}`, c.line, c.called, at(c.start), at(c.end)])}`,
    );
    expect(mapping.fields).toMatchObject({
      callId: { column: 'leg_id' },
      correlationId: { column: 'callid' },
    });
  });

  it('takes no one contract for all lines', () => {
    const { mapping } = proposed(
      `id,tenant,src,dst,start,end\n${rows((c) => [id(c.index), 'carrier', c.line, c.called, at(c.start), at(c.end)])}`,
    );
    expect(mapping.fields.subscriber).toBeUndefined();
  });

  it.each([
    ['cost', 'EUR', undefined, true],
    ['cost', 'JPY', { column: 'cost' }, false],
  ])('prices by %s in %s only if that is yen', (name, currency, field, isDoubted) => {
    const { mapping, codes } = proposed(
      `id,src,dst,start,end,${name},currency\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), c.talk / 10, currency])}`,
    );
    expect(mapping.fields.costJpy).toEqual(field);
    expect(codes.includes('?cost')).toBe(isDoubted);
  });

  it('reads thousands of yen', () => {
    const { mapping } = proposed(
      `呼ID,発信番号,着信番号,開始日時,切断日時,通話料\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), `"${(c.talk * 8).toLocaleString('en')}"`])}`,
    );
    expect(mapping.fields.costJpy).toEqual({ column: '通話料' });
  });

  it.each([
    ['DD/MM/YYYY', (iso: string) => iso.replace(/(\d+)-(\d+)-(\d+)/, '$3/$2/$1')],
    ['MM/DD/YYYY', (iso: string) => iso.replace(/(\d+)-(\d+)-(\d+)/, '$2/$3/$1')],
  ])('tells %s by the days that the file covers', (order, write) => {
    const { mapping, codes } = proposed(
      `id,src,dst,start,duration\n${rows((c) => [id(c.index), c.line, c.called, write(at(c.start)), c.talk])}`,
    );
    expect(mapping.fields.startedAt?.time).toBe(`${order} HH:mm:ss`);
    expect(codes).toContain('?date-order');
  });

  it('names the zone that the times name', () => {
    const { mapping, codes } = proposed(
      `id,src,dst,start,duration\n${rows((c) => [id(c.index), c.line, c.called, `${at(c.start)} UTC`, c.talk])}`,
    );
    expect(mapping).toMatchObject({
      timeZone: 'UTC',
      fields: { startedAt: { time: `${CSV} [UTC]` } },
    });
    expect(codes).not.toContain('?zone');
  });

  it('takes epoch rather than the same times as text', () => {
    const { mapping } = proposed(
      `id,src,dst,start,start_epoch,end,end_epoch\n${rows((c) => [id(c.index), c.line, c.called, at(c.start + 32_400_000), c.start / 1000, at(c.end + 32_400_000), c.end / 1000])}`,
    );
    expect(mapping.fields).toMatchObject({
      startedAt: { column: 'start_epoch' },
      endedAt: { column: 'end_epoch' },
    });
  });

  it('takes no time of writing for the end', () => {
    const { mapping } = proposed(
      `id,src,dst,start,end,created_at\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), at(c.end + 60_000 * (1 + (c.index % 3)))])}`,
    );
    expect(mapping.fields.endedAt).toMatchObject({ column: 'end' });
  });

  it('leaves a line of types under the names out', () => {
    const { mapping } = proposed(
      `id,src,dst,start,end\nINTEGER,VARCHAR(20),VARCHAR(20),TIMESTAMP,TIMESTAMP\n${rows((c) => [c.index + 1, c.line, c.called, at(c.start), at(c.end)])}`,
    );
    expect(mapping).toMatchObject({
      header: false,
      skipLines: 2,
      columns: ['id', 'src', 'dst', 'start', 'end'],
    });
  });

  it('leaves comments out', () => {
    const { mapping } = proposed(
      `# export of today\nid,src,dst,start,end\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end)])}# end\n`,
    );
    expect(mapping).toMatchObject({ comment: '#', header: true, skipLines: 0 });
  });

  it('calls columns of the same name by their number', () => {
    const { mapping } = proposed(
      `id,number,number,start,end\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end)])}`,
    );
    expect(mapping.fields).toMatchObject({ line: { column: 2 }, called: { column: 3 } });
  });

  it('makes one line of the addresses of one user', () => {
    const { mapping } = proposed(
      `id,from,to,start,end\n${rows((c) => [id(c.index), `sip:${c.line}@pbx${c.index % 2}`, `sip:${c.called}@x`, at(c.start), at(c.end)])}`,
    );
    expect(mapping.fields.line).toEqual({
      column: 'from',
      pattern: '^(?:(?:sips?|tel):)?([^@;]+)',
    });
    expect(mapping.fields.called).toEqual({ column: 'to' });
  });

  it('warns of inbound rows without a column of the own number', () => {
    const { codes } = proposed(
      `id,src,dst,start,end,dir\n${rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end), c.index % 2 ? '発信' : '着信'])}`,
    );
    expect(codes).toContain('?line');
  });

  it('is right about calls over midnight where the end has no date of its own', () => {
    const row = (c: SampleCall) => [
      id(c.index),
      at(c.start).replace(' ', ','),
      at(c.end).slice(11),
      c.line,
      c.called,
    ];
    const head = 'id,date,start_time,end_time,src,dst';
    const bare = proposed(`${head}\n${rows(row)}`);
    expect(bare.mapping.fields.endedAt).toMatchObject({ columns: ['date', 'end_time'] });
    const timed = proposed(`${head},billsec\n${rows((c) => [...row(c), c.talk])}`);
    expect(timed.mapping.fields).toMatchObject({ durationSec: { column: 'billsec' } });
    expect(timed.mapping.fields.endedAt).toBeUndefined();
    expect([bare.codes, timed.codes]).toEqual(Array(2).fill(expect.arrayContaining(['?midnight'])));
  });

  it('says that a spreadsheet has shortened the numbers', () => {
    const { doubts } = proposed(
      `id,src,dst,start,duration\n${rows((c) => [id(c.index), c.line, c.called.length > 12 ? '1.04E+13' : c.called, at(c.start), c.talk])}`,
    );
    expect(doubts).toContainEqual({
      code: '?called',
      message: expect.stringMatching(/spreadsheet/),
    });
  });

  it('takes an id although rows are written twice', () => {
    const lines = rows((c) => [id(c.index), c.line, c.called, at(c.start), at(c.end)]);
    const { mapping, codes } = proposed(`id,src,dst,start,end\n${lines}${lines}`);
    expect(mapping.fields.callId).toEqual({ column: 'id' });
    expect(codes).not.toContain('?callId');
  });
});
