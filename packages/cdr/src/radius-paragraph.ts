/** One accounting request as a detail file has it. */
export interface RadiusParagraph {
  /** The line above the attributes: when the server took it in, in its local time. */
  heading: string;
  /** The first value of an attribute, as text; '' where it has none. */
  attribute(name: string): string;
}

const ATTRIBUTE = /^[ \t]*([A-Za-z][\w.-]{0,80}(?::\d{1,3})?) \+?:?= (.*)$/s;
const PAIR = /^([A-Za-z][\w-]{0,80})=(.*)$/s;

/** Whether a line could be one of the attributes that begin a paragraph. */
export function isRadiusAttribute(line: string): boolean {
  const name = ATTRIBUTE.exec(line)?.[1] ?? '';
  return /^(?:Acct-|User-Name$|NAS-|Packet-Type$|Called-|Calling-|Service-Type$|Event-Time)/.test(
    name,
  );
}

/** `undefined` where no line of the text is an attribute. */
export function readRadiusParagraph(text: string): RadiusParagraph | undefined {
  const attributes = new Map<string, string>();
  let heading = '';
  for (const line of text.split(/\r?\n/)) {
    const found = ATTRIBUTE.exec(line);
    if (found === null) heading ||= line.trim();
    else addAttribute(attributes, found[1] as string, unquote(found[2] as string));
  }
  if (attributes.size === 0) return undefined;
  return { heading, attribute: (name) => attributes.get(name.toLowerCase()) ?? '' };
}

/** A pair of Cisco's own is an attribute too; those repeat their name in the value. */
function addAttribute(attributes: Map<string, string>, name: string, value: string): void {
  const pair = PAIR.exec(value);
  const plain = name.replace(/:\d+$/, '').toLowerCase();
  if (plain === 'cisco-avpair' && pair !== null) {
    // Any other name would let a pair speak for the caller.
    if (/^h323-/i.test(pair[1] as string))
      addAttribute(attributes, pair[1] as string, pair[2] as string);
    return;
  }
  const isRepeated = pair !== null && (pair[1] as string).toLowerCase() === plain;
  if (!attributes.has(plain)) attributes.set(plain, isRepeated ? (pair[2] as string) : value);
}

const ESCAPES: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09 };

/** Within quotes `\"`, `\\`, `\n` and octal bytes are escaped. */
function unquote(value: string): string {
  const quoted = /^"(.*)"\s*$/s.exec(value)?.[1];
  if (quoted === undefined) return value.trim();
  if (!quoted.includes('\\')) return quoted;
  const bytes: Buffer[] = [];
  for (const [part] of quoted.matchAll(/\\(?:[0-7]{3}|.)|[^\\]+|\\/gs)) {
    bytes.push(part.startsWith('\\') ? Buffer.from([escaped(part)]) : Buffer.from(part));
  }
  return Buffer.concat(bytes).toString('utf8');
}

function escaped(part: string): number {
  if (part.length === 4) return Number.parseInt(part.slice(1), 8) & 0xff;
  const sign = part.slice(1);
  return ESCAPES[sign] ?? (sign.charCodeAt(0) & 0xff || 0x5c);
}
