import type { RememberedLeg } from './leg-memory.ts';

/**
 * What a SIP transaction says of its call: `answered` begins the talk, `failed` and `ended` are the
 * end of it; `undefined` says nothing.
 */
export type SipOutcome = 'answered' | 'failed' | 'ended';

/**
 * A refusal that the same call goes on after, with the same Call-ID: a challenge, a redirection,
 * a session timer that is too short. Taken for the end it would hide the call that follows.
 */
const CALL_GOES_ON = /^(?:3\d\d|401|407|422)$/;

/** @param code three digits of the final response */
export function sipOutcome(method: string, code: string): SipOutcome | undefined {
  if (code < '200' || CALL_GOES_ON.test(code)) return undefined;
  if (method === 'BYE') return 'ended';
  if (method !== 'INVITE') return undefined;
  return code < '300' ? 'answered' : 'failed';
}

/**
 * Whether an INVITE only changes the call that it belongs to: one of who was called would pass for
 * a call of theirs, and its refusal ends nothing. An answer to the same line may be the first one
 * told again.
 */
export function changesCall(
  outcome: SipOutcome,
  line: unknown,
  inTalk: RememberedLeg | undefined,
): boolean {
  if (inTalk === undefined || outcome === 'ended') return false;
  return outcome === 'failed' || line !== inTalk.line;
}

/** Normal call clearing. */
export const CLEARED = 16;

/** Causes of the final responses that have one, as RFC 3398, 8.2.6.1 maps them. */
const CAUSES: Readonly<Record<string, number>> = {
  '400': 41,
  '402': 21,
  '403': 21,
  '404': 1,
  '405': 63,
  '406': 79,
  '408': 102,
  '410': 22,
  '480': 18,
  '481': 41,
  '482': 25,
  '483': 25,
  '484': 28,
  '485': 1,
  '486': 17,
  '500': 41,
  '501': 79,
  '502': 38,
  '503': 41,
  '504': 102,
  '600': 17,
  '603': 21,
  '604': 1,
};

/** The Q.850 cause of a final response, where one stands for it. */
export function sipCause(code: string): number | undefined {
  return Object.hasOwn(CAUSES, code) ? CAUSES[code] : undefined;
}
