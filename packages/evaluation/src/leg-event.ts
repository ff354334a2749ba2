/** What is true of a leg of an attack. */
export interface AttackLabel {
  attack: string;
  shape: string;
}

/** One accepted event of an outbound international leg, as baselines and the truth see it. */
export interface LegEvent {
  subscriber: string;
  /** The same in all events of a leg, unique within its subscriber. */
  leg: string;
  /** Epoch ms of the event, the start of the leg and, once it is over, its end. */
  at: number;
  startedAt: number;
  endedAt: number | undefined;
  talkMs: number;
  costMilliYen: number;
  /** Leading digits of the number, where they are known. */
  range?: string | undefined;
  /** Country key. */
  country?: string | undefined;
  /** `null` on lawful legs. */
  label: AttackLabel | null;
}
