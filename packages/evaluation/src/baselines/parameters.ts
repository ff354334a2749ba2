const HOUR_MS = 3_600_000;

/** What the baselines decide by, in one place. Money is thousandths of a yen. */
export const PARAMETERS = {
  /** All restrict for as long as the rule set that ships does: what differs is what they see. */
  restrictForMs: 12 * HOUR_MS,
  /** Days begin at midnight in Japan. */
  zoneOffsetMs: 9 * HOUR_MS,
  /**
   * The counters of OpenSIPS' fraud_detection, which ships with all thresholds off, on all calls
   * abroad together. Five calls a minute is where a PBX maker locks an extension by default; the
   * others are typical.
   */
  staticThresholds: {
    callsPerMinute: { warning: 3, critical: 5 },
    callSeconds: { warning: 7200, critical: 13_200 },
    totalCalls: { warning: 16, critical: 35 },
    concurrentCalls: { warning: 3, critical: 5 },
  },
  /** Default monthly limits of Japanese carriers lay between ¥10,000 and ¥30,000. */
  dailyCap: { milliYen: 10_000_000 },
  /**
   * NTT East and West, July 2015: charges several times those of the month before. Neither the
   * factor nor the floor was published.
   */
  severalTimes: { factor: 5, days: 30, floorMilliYen: 3_000_000 },
  /** The records of an attack that its oracle waits for. */
  thirdRecord: { records: 3 },
} as const;
