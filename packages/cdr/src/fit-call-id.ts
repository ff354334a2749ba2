import { hash } from 'node:crypto';

const LONGEST_CALL_ID = 128;

/**
 * An attempt that failed is a leg of its own: the call may go on under the same Call-ID, to another
 * gateway or target, and its end would pass for a repeat of that failure. The same failure told
 * twice, as missed and as failed, is one.
 */
export function failedCallId(callId: string, code: string): string {
  return fitCallId(callId, code || 'failed');
}

/** The parts that are there, joined by `/`; a hash of them where that is too long for a call id. */
export function fitCallId(...parts: readonly string[]): string {
  const id = parts.filter((part) => part !== '').join('/');
  return id.length <= LONGEST_CALL_ID ? id : hash('sha256', id);
}
