import { z } from 'zod';
import { inParallel } from '../../in-parallel.ts';
import type { EndedCall } from '../switch-node.ts';
import { parse } from './kamailio-answer.ts';
import { type AskKamailio, KamailioRefusal } from './kamailio-rpc.ts';

const dialogSchema = z.object({
  h_entry: z.int(),
  h_id: z.int(),
  'call-id': z.string(),
  /** 4 is up; above it is ending. */
  state: z.int(),
  start_ts: z.int(),
  /** Who pays for it; several where it was sent on. */
  profiles: z.array(z.object({ identity: z.string().optional() })),
  variables: z.array(z.record(z.string(), z.string())),
});
type Dialog = z.infer<typeof dialogSchema>;

/** A call abroad, and the line for which it would end. */
interface LineCall {
  identity: string;
  dialog: Dialog;
  abroad: string;
}

const allowedSchema = z.array(z.object({ slot: z.array(z.object({ name: z.string() })) }));

const UP = 4;
/** Of more lines than this all calls that are up are asked for at once. */
const MOST_LINES_ASKED = 50;
const AT_ONCE = 4;

/**
 * Ends calls abroad of these lines that are up, but for what is allowed by name; a bar alone is
 * looked at only when a call begins. Nothing is told of how a call ended by `end_dlg` ended, so that
 * what was ended is returned.
 */
export async function endInternationalCalls(
  ask: AskKamailio,
  node: string,
  identities: readonly string[],
): Promise<EndedCall[]> {
  const calls = (await callsOf(ask, identities)).flatMap(abroadOf);
  if (calls.length === 0) return [];
  const allowed = await allowedNames(ask);
  const ended: EndedCall[] = [];
  for (const { identity, dialog, abroad } of calls) {
    if (isAllowed(allowed, identity, abroad)) continue;
    if (await end(ask, dialog)) {
      const startedAt = dialog.start_ts === 0 ? undefined : dialog.start_ts * 1000;
      ended.push({ node, callId: dialog['call-id'], identity, startedAt });
    }
  }
  return ended;
}

/** By the profile: who pays for a call need not be in its From. */
async function callsOf(ask: AskKamailio, identities: readonly string[]) {
  if (identities.length > MOST_LINES_ASKED) {
    const wanted = new Set(identities);
    return (await dialogsOf(ask)).flatMap((dialog) =>
      dialog.profiles.flatMap(({ identity = '' }) =>
        wanted.has(identity) ? [{ identity, dialog }] : [],
      ),
    );
  }
  const each = await inParallel(identities, AT_ONCE, async (identity) =>
    (await dialogsOf(ask, identity)).map((dialog) => ({ identity, dialog })),
  );
  return each.flat();
}

/** Of all lines where none is named. */
async function dialogsOf(ask: AskKamailio, ...identity: readonly string[]): Promise<Dialog[]> {
  return parse(z.array(dialogSchema), await ask('dlg.profile_list', ['identity', ...identity]));
}

function abroadOf({ identity, dialog }: Omit<LineCall, 'abroad'>): LineCall[] {
  const told = dialog.variables.find((variable) => variable['abroad'] !== undefined);
  const abroad = told?.['abroad'] ?? '';
  return dialog.state > UP || abroad === '' ? [] : [{ identity, dialog, abroad }];
}

async function allowedNames(ask: AskKamailio): Promise<Set<string>> {
  const slots = parse(allowedSchema, await ask('htable.dump', ['barallow']));
  return new Set(slots.flatMap(({ slot }) => slot).map(({ name }) => name));
}

function isAllowed(allowed: ReadonlySet<string>, identity: string, abroad: string): boolean {
  return prefixesOf(abroad).some(
    (prefix) => allowed.has(`${identity}:${prefix}`) || allowed.has(`*:${prefix}`),
  );
}

function prefixesOf(digits: string): string[] {
  return [...digits].map((_, i) => digits.slice(0, i + 1));
}

/** @returns false for a call that is gone already */
async function end(ask: AskKamailio, { h_entry, h_id }: Dialog): Promise<boolean> {
  try {
    await ask('dlg.end_dlg', [h_entry, h_id]);
    return true;
  } catch (error) {
    if (error instanceof KamailioRefusal && error.status === 404) return false;
    throw error;
  }
}
