/** A mapping was proposed, and written out, that cannot be used before a person completes it. */
export class IncompleteProposalError extends Error {
  override readonly name = 'IncompleteProposalError';
  readonly code = 'proposal-incomplete';

  constructor(lacks: readonly string[]) {
    super(`the proposed mapping cannot be used yet: ${lacks.join('; ')}`);
  }
}
