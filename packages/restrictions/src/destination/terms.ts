const HOUR_MS = 3_600_000;

/** How many people beside the one who asks must approve. */
const QUORUM = 2;

/** The longest that one person alone may restrict a destination. */
export const LONGEST_ALONE_MS = 2 * HOUR_MS;

/** Within which nobody may place one alone again that he placed before. */
export const NOT_AGAIN_WITHIN_MS = 24 * HOUR_MS;

/** The longest of all. */
export const LONGEST_DESTINATION_MS = 30 * 24 * HOUR_MS;

/** Who approved, and what: a hash of all that was to be approved. */
export interface Approval {
  by: string;
  payloadHash: string;
}

/** Whether enough people other than the one who asked have approved this very thing. */
export function isApproved(
  { requestedBy, payloadHash }: { requestedBy: string; payloadHash: string },
  approvals: readonly Approval[],
): boolean {
  const people = new Set(
    approvals.filter((one) => one.payloadHash === payloadHash).map(({ by }) => samePerson(by)),
  );
  people.delete(samePerson(requestedBy));
  return people.size >= QUORUM;
}

/** A name in the form in which names are compared. */
export function samePerson(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
