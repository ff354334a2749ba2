/** A path of this console to go back to; its queue where it is none. */
export function ownPath(text: unknown): string {
  return typeof text === 'string' && /^\/(?![/\\])[\w\-/?=&.:%]*$/.test(text) ? text : '/';
}
