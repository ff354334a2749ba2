import { percentDecoded } from './freeswitch-document.ts';
import { isJsonObject } from './record-text.ts';

/** The values of one document; '' where it has none. */
export interface FreeswitchValues {
  /** A channel variable, URL-decoded where it was encoded. */
  variable(name: string): string;
  /** A value of the newest caller profile that has it; these are never encoded. */
  profile(name: string): string;
  /** A time in microseconds of the call flow as text. */
  time(name: string): string;
  /** The uuid of the leg that created this one. */
  originator(): string;
  /** Whether this leg created another. */
  hasOriginated(): boolean;
}

type Json = Record<string, unknown>;

export function readFreeswitchValues(document: Json): FreeswitchValues {
  const variables = objectOf(document['variables']);
  const flows = arrayOf(document['callflow']).map(objectOf);
  const profiles = flows.map((flow) => objectOf(flow['caller_profile']));
  const times = flows.map((flow) => objectOf(flow['times']));
  const others = (kind: 'originator' | 'originatee') =>
    profiles.flatMap((profile) =>
      arrayOf(objectOf(profile[kind])[`${kind}_caller_profiles`]).map(objectOf),
    );
  return {
    variable: (name) => decodeVariable(textOf(ownValue(variables, name))),
    profile: (name) => firstText(profiles, name),
    time: (name) => firstText(times, name, '0'),
    originator: () => firstText(others('originator'), 'uuid'),
    hasOriginated: () => others('originatee').length > 0,
  };
}

/**
 * The module escapes all of these, so a value that contains one was not encoded and its percent
 * signs are its own.
 */
const UNSAFE = /[\r\n "#&+:;<=>?@[\\\]^`{|}]/;

function decodeVariable(value: string): string {
  return UNSAFE.test(value) ? value : percentDecoded(value);
}

function firstText(objects: readonly Json[], name: string, unset = ''): string {
  for (const object of objects) {
    const text = textOf(ownValue(object, name));
    if (text !== '' && text !== unset) return text;
  }
  return '';
}

function ownValue(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}

function objectOf(value: unknown): Json {
  return isJsonObject(value) ? value : {};
}

function arrayOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
