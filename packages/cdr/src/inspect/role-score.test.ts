import { describe, expect, it } from 'vitest';
import { roleScore } from './role-score.ts';
import type { Role } from './role-words.ts';

const NAMES: Record<string, readonly [Role, ...string[]]> = {
  'id of a call': [
    'callId',
    'uuid',
    'Call-ID',
    'SessionId',
    'calls.0.callId',
    '呼ID',
    '通話ID',
    'Acct-Session-Id',
  ],
  'number called': [
    'called',
    'dst',
    'Dialed Digits',
    'calledNumber',
    'Called-Station-Id',
    '着信番号',
    '着番号',
    '相手先',
    '相手先電話番号',
    'callee_id_number',
    'call.to.number',
  ],
  'number that called': [
    'calling',
    'src',
    'ANI',
    'callingNumber',
    'Caller ID',
    '発信番号',
    '発番号',
    '発信者番号',
  ],
  line: ['line', '回線番号', 'extension', '内線番号', 'MSISDN'],
  contract: ['subscriber', 'accountcode', 'Customer ID', '契約番号', '顧客番号', 'お客様番号'],
  start: [
    'startedAt',
    'start_stamp',
    'StartTime',
    'Call Start',
    'calldate',
    '通話開始日時',
    '開始日時',
    '発信日時',
    'time-start',
    'dateTimeOrigination',
  ],
  answer: [
    'answeredAt',
    'answer_epoch',
    'connectTime',
    '応答日時',
    'time-answered',
    'dateTimeConnect',
  ],
  end: [
    'endedAt',
    'end_stamp',
    'releaseTime',
    'Hangup Time',
    '切断時刻',
    '通話終了日時',
    'dateTimeDisconnect',
    'callend',
  ],
  'talk time': [
    'talkTime',
    'billsec',
    'Talk Duration(s)',
    '通話時間',
    '通話秒数',
    'Acct-Session-Time',
    'connect_duration',
  ],
  duration: ['duration', 'duration', 'Call Duration', 'ms_duration', 'Duration (min)'],
  direction: ['direction', 'direction', 'Call Direction', '発着区分'],
  price: ['cost', '料金', '通話料', '料金(円)', 'total_cost', '金額'],
};

const cases = Object.values(NAMES).flatMap(([role, ...names]) =>
  names.map((name) => [name, role] as const),
);

describe('roleScore', () => {
  it.each(cases)('%s says %s', (name, role) => {
    expect(roleScore(name, role)).toBe(3);
  });

  it.each<[string, Role]>([
    ['id', 'called'],
    ['start', 'endedAt'],
    ['ring_duration', 'talkTime'],
    ['calling', 'called'],
    ['created_at', 'startedAt'],
    ['name', 'callId'],
  ])('%s does not say %s', (name, role) => {
    expect(roleScore(name, role)).toBeLessThan(3);
  });

  it('is quick about a name made to cost time', () => {
    const before = performance.now();
    roleScore(`start${'datetime'.repeat(7)}!`, 'startedAt');
    roleScore(`start${'datetime'.repeat(200)}!`, 'startedAt');
    expect(performance.now() - before).toBeLessThan(200);
  });
});
