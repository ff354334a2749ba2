/** An alert that opened in the month. Times are epoch ms, money thousandths of a yen. */
export interface AlertRow {
  alertId: string;
  service: string;
  severity: 'warning' | 'critical';
  /** `''` where nobody has answered. */
  verdict: 'ours' | 'not-ours' | 'unsure' | '';
  calls: number;
  cost: number;
}

/** A restriction that was ordered in the month, and its alert's figures. */
export interface RestrictionRow {
  service: string;
  state: string;
  /** `auto`, or a person. */
  decidedBy: string;
  verdict: AlertRow['verdict'];
  /** When the first of the alert's calls began; `null` where the store has not the alert. */
  since: number | null;
  orderedAt: number;
  /** When the switch first confirmed it; `null` where it never did. */
  appliedAt: number | null;
  /** When the switch had let go; `null` where it has not. */
  endedAt: number | null;
  /** Calls abroad that were refused while it stood. */
  refused: number;
  /** Of its alert. */
  calls: number;
  cost: number;
}

/** Calls to one country within alerts that are not the customer's own use. */
export interface DestinationRow {
  service: string;
  /** ISO alpha-2, or `+881` where there is none. */
  country: string;
  calls: number;
  talkMs: number;
  cost: number;
}

export interface MonthRows {
  alerts: readonly AlertRow[];
  restrictions: readonly RestrictionRow[];
  destinations: readonly DestinationRow[];
}
