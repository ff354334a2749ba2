/** The command or its configuration is wrong: exit 2, and the message names the mend. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly code = 'usage';
}
