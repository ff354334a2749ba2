import { describe, expect, it } from 'vitest';
import { createFreeswitchDecoder } from './freeswitch.ts';
import { buildCdr } from './testing.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');
const A_LEG = '3da8bf84-c133-4959-9e24-e72875cb33a1';
const B_LEG = 'f52c26f1-b018-4963-bf6d-a3111d1a0320';

// The values of engine/fscdr_test.go in cgrates/cgrates, with an accountcode.
const VARIABLES = {
  direction: 'inbound',
  uuid: A_LEG,
  accountcode: 'C000001',
  dialed_user: '1002',
  bridge_uuid: B_LEG,
  signal_bond: B_LEG,
  sip_network_ip: '10.10.10.100',
  sip_user_agent: 'Jitsi2.10.5550Linux',
  start_epoch: '1515666344',
  answer_epoch: '1515666347',
  end_epoch: '1515666415',
  duration: '71',
  billsec: '68',
  hangup_cause_q850: '16',
};

const MICROSECONDS = {
  start_uepoch: '1515666344534355',
  answer_uepoch: '1515666347954373',
  end_uepoch: '1515666415494269',
  billmsec: '67540',
};

const PROFILE = {
  caller_id_number: '1001',
  destination_number: '1002',
  uuid: A_LEG,
  network_addr: '10.10.10.100',
};

const CALL_FLOW = [
  {
    caller_profile: { ...PROFILE, originatee: { originatee_caller_profiles: [{ uuid: B_LEG }] } },
    times: {
      created_time: '1515666344534355',
      answered_time: '1515666347954373',
      hangup_time: '1515666415494269',
    },
  },
  { caller_profile: PROFILE, times: { created_time: '1', answered_time: '0', hangup_time: '0' } },
];

const B_VARIABLES = {
  ...VARIABLES,
  direction: 'outbound',
  uuid: B_LEG,
  bridge_uuid: A_LEG,
  signal_bond: A_LEG,
};
const B_FLOW = [{ caller_profile: { ...PROFILE, uuid: B_LEG } }];

function documentOf(variables: object, callflow: unknown = CALL_FLOW) {
  return { 'core-uuid': 'eb8bcdd2', switchname: 'FSDev1', variables, callflow };
}

function decodeText(text: string | Buffer) {
  const bytes = Buffer.from(text);
  return createFreeswitchDecoder('freeswitch')(bytes, 0, bytes.length, RECEIVED_AT);
}

function accepted(variables: object, callflow: unknown = CALL_FLOW) {
  const decoded = decodeText(JSON.stringify(documentOf(variables, callflow)));
  if (decoded.outcome !== 'ok') throw new Error(`${decoded.reason} ${decoded.field}`);
  return decoded.cdr;
}

const EXPECTED = buildCdr({
  source: 'freeswitch',
  callId: A_LEG,
  at: 1515666415000,
  line: '1001',
  calling: '1001',
  called: '1002',
  startedAt: 1515666344000,
  answeredAt: 1515666347000,
  endedAt: 1515666415000,
  durationMs: 68_000,
  correlationId: A_LEG,
  sourceIp: '10.10.10.100',
  userAgent: 'Jitsi2.10.5550Linux',
});

describe('createFreeswitchDecoder', () => {
  it('reads an A leg', () => {
    expect(accepted(VARIABLES)).toEqual(EXPECTED);
  });

  it('prefers microseconds', () => {
    expect(accepted({ ...VARIABLES, ...MICROSECONDS })).toMatchObject({
      startedAt: 1515666344534,
      answeredAt: 1515666347954,
      endedAt: 1515666415494,
      durationMs: 67_540,
    });
  });

  it('takes times from the call flow where the variables have none', () => {
    const { start_epoch, answer_epoch, end_epoch, ...rest } = VARIABLES;
    expect(accepted(rest)).toMatchObject({
      startedAt: 1515666344534,
      answeredAt: 1515666347954,
      endedAt: 1515666415494,
    });
  });

  it.each([
    ['answer_epoch 0', { answer_epoch: '0' }],
    ['both 0', { answer_epoch: '0', answer_uepoch: '0' }],
  ])('finds no talk with %s', (_name, unanswered) => {
    const cdr = accepted({ ...VARIABLES, ...unanswered, hangup_cause_q850: '17' });
    expect(cdr).toMatchObject({ answeredAt: undefined, durationMs: 0, cause: 17 });
  });

  it.each([
    [
      'originating_leg_uuid',
      { ...B_VARIABLES, signal_bond: 'x', originating_leg_uuid: A_LEG },
      B_FLOW,
    ],
    ['originator', { ...B_VARIABLES, signal_bond: 'x', originator: A_LEG }, B_FLOW],
    ['signal_bond', { ...B_VARIABLES, bridge_uuid: 'x' }, B_FLOW],
    ['bridge_uuid', { ...B_VARIABLES, signal_bond: '' }, B_FLOW],
    [
      'the originator’s profile',
      { ...B_VARIABLES, signal_bond: 'x' },
      [
        {
          caller_profile: {
            ...PROFILE,
            originator: { originator_caller_profiles: [{ uuid: A_LEG }] },
          },
        },
      ],
    ],
  ])('gives a B leg the uuid of its A leg by %s', (_name, variables, flow) => {
    expect(accepted(variables, flow)).toMatchObject({ callId: B_LEG, correlationId: A_LEG });
  });

  it('gives a leg that was originated by command and bridged its own uuid', () => {
    const clickToCall = { ...VARIABLES, direction: 'outbound' };
    expect(accepted(clickToCall).correlationId).toBe(A_LEG);
  });

  it.each([
    ['an A leg', VARIABLES, undefined],
    ['an A leg of an incoming call', { ...VARIABLES, call_direction: 'inbound' }, 'inbound'],
    ['an A leg of an outgoing call', { ...VARIABLES, call_direction: 'outbound' }, undefined],
    ['a B leg', B_VARIABLES, undefined],
    [
      'a B leg that inherited inbound',
      { ...B_VARIABLES, originator: A_LEG, call_direction: 'inbound' },
      undefined,
    ],
  ])('of %s', (_name, variables, direction) => {
    expect(accepted(variables).direction).toBe(direction);
  });

  it.each([
    ['%2B81312345678', '+81312345678'],
    ['+81312345678', '+81312345678'],
    ['03%201234', '03 1234'],
    ['100%25', '100%'],
    ['100%', '100%'],
    ['%zz', '%zz'],
    ['%ff', '%ff'],
    ['a b%41', 'a b%41'],
    ['%E9%9B%BB', '電'],
  ])('reads a variable %s as %s', (sent, meant) => {
    expect(accepted({ ...VARIABLES, caller_id_number: sent }).calling).toBe(meant);
  });

  it('leaves a call flow as it is, and takes its newest profile', () => {
    const flow = [
      { caller_profile: { caller_id_number: '+8131%41', destination_number: '' } },
      { caller_profile: { caller_id_number: '2', destination_number: '0' } },
    ];
    expect(accepted(VARIABLES, flow)).toMatchObject({ calling: '+8131%41', called: '0' });
  });

  const json = JSON.stringify(documentOf({ ...VARIABLES, caller_id_number: '%2B81' }));
  it.each([
    ['pretty-printed', JSON.stringify(JSON.parse(json), null, '\t')],
    ['a form of plain JSON', `cdr=${json}`],
    ['a URL-encoded form', `cdr=${encodeURIComponent(json)}`],
    ['a form with the uuid in front', `uuid=a_${A_LEG}&cdr=${encodeURIComponent(json)}`],
    ['a form with something behind', `cdr=${encodeURIComponent(json)}&x=1`],
    ['base64', Buffer.from(json).toString('base64')],
    ['a form of base64', `cdr=${Buffer.from(json).toString('base64')}`],
    [
      'a form of URL-encoded base64',
      `cdr=${encodeURIComponent(Buffer.from(json).toString('base64'))}`,
    ],
  ])('reads %s', (_name, text) => {
    const decoded = decodeText(text);
    expect(decoded.outcome === 'ok' && decoded.cdr).toEqual({
      ...EXPECTED,
      line: '+81',
      calling: '+81',
    });
  });

  it.each([
    ['nothing', '', 'not-json', null],
    ['half a document', json.slice(0, -9), 'not-json', null],
    ['base64 of no JSON', 'aGVsbG8=', 'not-json', null],
    ['an array', `[${json}]`, 'not-object', null],
    ['null', 'null', 'not-object', null],
    ['no variables', '{"core-uuid":"x"}', 'missing-field', 'variables'],
    ['variables of another type', '{"variables":[]}', 'bad-field', 'variables'],
    ['empty variables', '{"variables":{}}', 'missing-field', 'uuid'],
    ['bytes that are not UTF-8', Buffer.from('7b22ff227d', 'hex'), 'not-utf8', null],
    ['more than 512 KiB', ' '.repeat(524_289), 'too-large', null],
  ])('refuses %s', (_name, text, reason, field) => {
    expect(decodeText(text)).toEqual({ outcome: 'reject', reason, field });
  });

  it.each([
    [{ end_epoch: 'x' }, 'bad-time end_epoch'],
    [{ end_epoch: '2018-01-11T10:26:55Z' }, 'bad-time end_epoch'],
    [{ end_epoch: '1515666000' }, 'bad-time end_epoch'],
    [{ end_epoch: '0' }, 'missing-field end_epoch'],
    [{ start_epoch: '12' }, 'bad-time start_epoch'],
    [{ billsec: '-1' }, 'bad-field billsec'],
    [{ hangup_cause_q850: 'busy' }, 'bad-field hangup_cause_q850'],
    [{ uuid: 'u'.repeat(129) }, 'bad-field uuid'],
    [{ accountcode: 'a'.repeat(65) }, 'bad-field accountcode'],
  ])('refuses %j as %s', (overrides, expected) => {
    expect(() => accepted({ ...VARIABLES, ...overrides })).toThrow(expected);
  });

  it('refuses a leg without accountcode and caller', () => {
    expect(() => accepted({ ...VARIABLES, accountcode: '' }, [])).toThrow(
      'missing-field subscriber',
    );
  });

  it('takes nothing from prototypes', () => {
    const text = json.replace('"variables":{', '"variables":{"__proto__":{"service":1},');
    expect(decodeText(text).outcome).toBe('ok');
  });
});
