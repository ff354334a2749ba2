import type { Leg } from './leg.ts';

/** One record to be. */
export interface LegEvent {
  /** When it happens, and when it reaches the provider; epoch milliseconds. */
  at: number;
  arrivesAt: number;
  event: 'start' | 'interim' | 'stop';
  leg: Leg;
  /** Present where another element writes the call a second time. */
  twin?: Twin;
  /** In all records of a call that has a twin. */
  correlationId?: string;
}

/** The same call as another element sees it. */
interface Twin {
  source: string;
  callId: string;
  /** Milliseconds by which it sees everything later. */
  laterMs: number;
}

export function eventOf(leg: Leg, event: LegEvent['event'], at: number): LegEvent {
  return { at, arrivesAt: at, event, leg };
}
