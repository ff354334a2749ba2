import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SECRET, type Switch, startSwitch } from '../testing/switch.ts';
import { createWebhookTarget } from './webhook.ts';

const now = Date.UTC(2026, 3, 1, 9);
const until = now + 3_600_000;
let made: Switch;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());
beforeEach(() => {
  made.trouble = undefined;
  made.onAnswer = undefined;
  made.entries.clear();
  made.requests.length = 0;
});

function target(secret = SECRET) {
  return createWebhookTarget({ url: made.url, secret, timeoutMs: 300, now: () => now });
}

const barring = { key: 'r-a b', service: 'ip', subscriber: 's', scope: 'international', until };
const request = { ...barring, idempotencyKey: 'r-1', fence: 1 };
const release = { ...request, priorState: { international: 'open' } };

describe('the webhook', () => {
  it('bars, reads back, lists and lets go', async () => {
    const held = { until, priorState: { international: 'open' }, reference: 'switch-r-a b' };
    expect(await target().apply(request)).toEqual(held);
    expect(await target().readBack(barring)).toEqual(held);
    expect(await target().list()).toEqual([{ key: 'r-a b', until }]);
    await target().release(release);
    await target().release(release);
    expect(await target().readBack(barring)).toBeUndefined();
    expect(made.requests.slice(0, 3)).toEqual([
      'PUT /barrings/r-a%20b',
      'GET /barrings/r-a%20b',
      'GET /barrings',
    ]);
  });

  it.each([
    [400, 'refused'],
    [401, 'refused'],
    [302, 'refused'],
    [422, 'refused'],
    [404, 'refused'],
    [408, 'unreachable'],
    [409, 'unreachable'],
    [425, 'unreachable'],
    [429, 'unreachable'],
    [500, 'unreachable'],
    [503, 'unreachable'],
  ])('%i to a request to bar is %s', async (status, code) => {
    made.trouble = { status };
    await expect(target().apply(request)).rejects.toMatchObject({ name: 'TargetError', code });
  });

  it.each([
    ['no JSON', 'certainly'],
    ['another form', '{"until": 12}'],
    ['not an object', '[]'],
  ])('an answer that is %s is asked for again', async (_, body) => {
    made.trouble = { status: 200, body, isDone: true };
    await expect(target().readBack(barring)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('takes an answer without a body for what was asked', async () => {
    made.trouble = { status: 204, headers: { 'content-type': 'text/plain' } };
    const held = await target().apply(request);
    expect(held).toEqual({ until, priorState: null, reference: null });
  });

  it('is unreachable when nothing listens, and when no answer comes in time', async () => {
    const absent = createWebhookTarget({
      url: 'http://127.0.0.1:1',
      secret: SECRET,
      now: () => now,
    });
    await expect(absent.apply(request)).rejects.toMatchObject({ code: 'unreachable' });
    made.onAnswer = () => new Promise((resolve) => setTimeout(resolve, 600));
    await expect(target().apply(request)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('gives up what is under way when it is closed', async () => {
    const closing = createWebhookTarget({ url: made.url, secret: SECRET, now: () => now });
    made.onAnswer = () => closing.close();
    await expect(closing.apply(request)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('is refused with another secret', async () => {
    const other = target('another secret of more than thirty-two characters');
    await expect(other.apply(request)).rejects.toMatchObject({ code: 'refused' });
    expect(made.entries.size).toBe(0);
  });
});
