/** A name as SQL takes it, whatever characters it has. */
export function identifier(name: string): string {
  return `\`${doubled(name).replaceAll('`', '\\`')}\``;
}

/** A string as SQL takes it. */
export function literal(text: string): string {
  return `'${doubled(text).replaceAll("'", "\\'")}'`;
}

function doubled(text: string): string {
  return text.replaceAll('\\', '\\\\');
}
