import { describe, expect, it } from 'vitest';
import { detectFormat } from './format.ts';
import { buildCdrJson } from './testing.ts';

const NDJSON = JSON.stringify(buildCdrJson());
const ASTERISK =
  '"","100","1","default","","Console/dsp","","Hangup","","2010-04-02 00:26:32","","2010-04-02 00:26:39",7,7,"NO ANSWER","DOCUMENTATION"';
const FREESWITCH = { 'core-uuid': 'x', switchname: 'y', variables: { uuid: 'z' }, callflow: [] };

describe('detectFormat', () => {
  it.each([
    ['a record', NDJSON, 'ndjson'],
    ['a record after a BOM and empty lines', `\uFEFF\r\n\n${NDJSON}\r\n`, 'ndjson'],
    ['a record after a broken line', `{"callId":\n${NDJSON}\n`, 'ndjson'],
    ['a record and half of one', `${NDJSON}\n{"cal`, 'ndjson'],
    ['a row', ASTERISK, 'asterisk-csv'],
    ['a row after a broken one', `"",\n${ASTERISK}\n`, 'asterisk-csv'],
    ['a document', JSON.stringify(FREESWITCH), 'freeswitch-json'],
    ['a document over lines', JSON.stringify(FREESWITCH, null, 2), 'freeswitch-json'],
    ['the begin of a document', JSON.stringify(FREESWITCH).slice(0, 40), 'freeswitch-json'],
    ['a form', `cdr=${encodeURIComponent(JSON.stringify(FREESWITCH))}`, 'freeswitch-json'],
    ['base64', Buffer.from(JSON.stringify(FREESWITCH)).toString('base64'), 'freeswitch-json'],
    ['half a record', NDJSON.slice(0, 40), undefined],
    ['nothing', '', undefined],
    ['text', 'hello\nworld', undefined],
    ['a CSV of other columns', 'a,b,c\n1,2,3', undefined],
    ['16 columns without times', 'a,'.repeat(15), undefined],
  ])('%s', (_name, head, format) => {
    expect(detectFormat(Buffer.from(head))).toBe(format);
  });

  it('bears any bytes', () => {
    expect(detectFormat(Buffer.alloc(70_000, 0xff))).toBeUndefined();
  });
});
