/** 8 days: how far back records are scored, windows reach, and legs and identities are known. */
export const HORIZON_MS = 691_200_000;
