import { z } from 'zod';
import type { EndedCall } from '../switch-node.ts';
import { TargetError } from '../target.ts';
import { type AskKamailio, KamailioRefusal } from './kamailio-rpc.ts';

const dialogSchema = z.object({
  h_entry: z.int(),
  h_id: z.int(),
  'call-id': z.string(),
  /** 4 is up; above it is ending. */
  state: z.int(),
  start_ts: z.int(),
  variables: z.array(z.record(z.string(), z.string())),
});
type Dialog = z.infer<typeof dialogSchema>;

const allowedSchema = z.array(z.object({ slot: z.array(z.object({ name: z.string() })) }));

const UP = 4;

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
  const slots = allowedSchema.parse(await ask('htable.dump', ['barallow']));
  const allowed = new Set(slots.flatMap(({ slot }) => slot).map(({ name }) => name));
  const ended: EndedCall[] = [];
  for (const identity of identities) {
    for (const dialog of await dialogsOf(ask, identity)) {
      if (!isAbroad(dialog, identity, allowed)) continue;
      if (await end(ask, dialog)) {
        const startedAt = dialog.start_ts === 0 ? undefined : dialog.start_ts * 1000;
        ended.push({ node, callId: dialog['call-id'], identity, startedAt });
      }
    }
  }
  return ended;
}

/** By the profile: who pays for a call need not be in its From. */
async function dialogsOf(ask: AskKamailio, identity: string): Promise<Dialog[]> {
  const listed = z
    .array(dialogSchema)
    .safeParse(await ask('dlg.profile_list', ['identity', identity]));
  if (listed.success) return listed.data;
  throw new TargetError('unreachable', 'the list of calls is not as Kamailio gives it', {
    cause: listed.error,
  });
}

function isAbroad({ state, variables }: Dialog, identity: string, allowed: ReadonlySet<string>) {
  const abroad = variables.find((variable) => variable['abroad'] !== undefined)?.['abroad'] ?? '';
  if (state > UP || abroad === '') return false;
  return !prefixesOf(abroad).some(
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
