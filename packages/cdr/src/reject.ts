/** Why a record cannot be used. Each code is also a metric label and stands in `rejected.ndjson`. */
export type RejectReason =
  | 'too-large'
  | 'not-utf8'
  | 'not-encoded'
  | 'not-json'
  | 'not-object'
  | 'not-csv'
  | 'missing-field'
  | 'bad-field'
  | 'bad-time'
  | 'bad-key';

export interface Reject {
  outcome: 'reject';
  reason: RejectReason;
  /** The field at fault, by its name in the contract; `null` when the whole record is. */
  field: string | null;
}

export function reject(reason: RejectReason, field: string | null = null): Reject {
  return { outcome: 'reject', reason, field };
}
