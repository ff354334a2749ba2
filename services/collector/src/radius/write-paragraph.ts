import { isUtf8 } from 'node:buffer';
import {
  type AttributeForm,
  type AttributeName,
  CISCO,
  CISCO_VENDOR,
  SECRETS,
  STANDARD,
  VENDOR_SPECIFIC,
} from './dictionary.ts';
import { type RadiusAttribute, type RadiusPacket, readAttributes } from './packet.ts';

/**
 * A request as a paragraph of FreeRADIUS' detail files, so that one decoder reads both, and one
 * that is rejected can be read and fed again. @param receivedAt epoch ms
 */
export function writeParagraph(packet: RadiusPacket, receivedAt: number): Buffer {
  const lines = packet.attributes
    .filter(({ type }) => !SECRETS.has(type))
    .flatMap((attribute) => (attribute.type === VENDOR_SPECIFIC ? ofVendor(attribute) : attribute))
    .map(lineOf);
  return Buffer.from([...lines, `\tTimestamp = ${receivedAt / 1000}`].join('\n'));
}

interface NamedAttribute extends RadiusAttribute {
  named: AttributeName | undefined;
}

function ofVendor(attribute: RadiusAttribute): RadiusAttribute | NamedAttribute[] {
  const { value } = attribute;
  if (value.length < 4 || value.readUInt32BE(0) !== CISCO_VENDOR) return attribute;
  const inner = readAttributes(value.subarray(4));
  return inner?.map((each) => ({ ...each, named: CISCO.get(each.type) })) ?? attribute;
}

function lineOf(attribute: RadiusAttribute | NamedAttribute): string {
  const { type, value } = attribute;
  const isOfVendor = 'named' in attribute;
  const [name, form] = (isOfVendor ? attribute.named : STANDARD.get(type)) ?? [];
  const written = form === undefined ? undefined : FORMS[form](value);
  const hex = `0x${value.toString('hex')}`;
  return `\t${name ?? `${isOfVendor ? 'Cisco-' : ''}Attr-${type}`} = ${written ?? hex}`;
}

/** `undefined` for a value that is not of that form. */
const FORMS: Record<AttributeForm, (value: Buffer) => string | undefined> = {
  text: quote,
  integer: (value) => (value.length === 4 ? String(value.readUInt32BE(0)) : undefined),
  address: (value) => (value.length === 4 ? value.join('.') : undefined),
  address6: (value) => (value.length === 16 ? value.toString('hex') : undefined),
};

/** What could end the value or the line is escaped, and bytes that are no text. */
function quote(value: Buffer): string {
  const isText = isUtf8(value);
  const signs = value.toString(isText ? 'utf8' : 'latin1');
  return `"${Array.from(signs, (sign) => escaped(sign, isText)).join('')}"`;
}

function escaped(sign: string, isText: boolean): string {
  const code = sign.charCodeAt(0);
  if (sign === '"' || sign === '\\') return `\\${sign}`;
  const isPlain = code >= 0x20 && code !== 0x7f && (isText || code < 0x80);
  return isPlain ? sign : `\\${code.toString(8).padStart(3, '0')}`;
}
