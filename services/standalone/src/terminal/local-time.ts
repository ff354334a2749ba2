/**
 * An instant as the clock on the wall shows it, with its distance from UTC:
 * `2026-11-23 06:45:31 +09:00`. The zone is the machine's, or that of `TZ`.
 */
export function localTime(at: number): string {
  const minutes = -new Date(at).getTimezoneOffset();
  const wall = new Date(at + minutes * 60_000).toISOString();
  return `${wall.slice(0, 10)} ${wall.slice(11, 19)} ${offset(minutes)}`;
}

function offset(minutes: number): string {
  const of = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${of(size / 60)}:${of(size % 60)}`;
}
