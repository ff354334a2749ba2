/**
 * `name@` and eight hex digits: FNV-1a, 32 bits, over the UTF-16 units of the content, so that
 * nobody can forget to raise a version. The line ends and a leading BOM do not count.
 */
export function contentVersion(name: string, text: string): string {
  const content = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  let hash = 0x811c9dc5;
  for (let index = 0; index < content.length; index++) {
    hash = Math.imul(hash ^ content.charCodeAt(index), 0x01000193);
  }
  return `${name}@${(hash >>> 0).toString(16).padStart(8, '0')}`;
}

/** `rates/example.csv` → `example`. */
export function nameOfFile(fileName: string): string {
  return fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
}
