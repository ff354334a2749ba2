/**
 * What stands in an entry: whose it is, and until when, since a node's own word for that may be in
 * local time without a zone, or nothing.
 */
export function entryValue(restrictionId: string, until: number): string {
  return `${restrictionId};until=${until}`;
}

/** Nothing for what is not ours. */
export function ownerOf(value: string): { restrictionId: string; until: number } | undefined {
  const [, restrictionId, until] = /^([rd]-[a-z0-9-]+);until=(\d{10,15})$/.exec(value) ?? [];
  if (restrictionId === undefined) return undefined;
  return { restrictionId, until: Number(until) };
}
