import { appendAudit } from './audit.ts';
import { type BarPlace, dropBarPlaces, noteBarEntries } from './bar-entries.ts';
import type { Ledger, Run } from './ledger.ts';
import type { Restriction } from './restriction.ts';
import { within } from './within.ts';

/** A contract that is barred whole, and its lines as the directory has them. */
export interface BarredContract {
  restriction: Restriction;
  /** Whether the directory has the contract now: of one that it has not it knows no lines either. */
  isKnown: boolean;
  /** As the directory writes them. */
  lines: readonly string[];
  /** Lines that were the contract's once and are another's now. */
  taken: readonly string[];
}

type Row = Restriction & Omit<BarredContract, 'restriction'>;

/** What bars whole contracts now, with the directory as of an instant (epoch ms). */
export async function barredContracts(
  { run }: { run: Run },
  now: number,
): Promise<BarredContract[]> {
  const rows = await run<Row>(
    `select r.*,
        exists (select 1 from directory_entry as e where e.subscriber = r.subscriber
          and e.valid_from <= $1 and $1 < e.valid_to) as is_known,
        array(select l.line from directory_line as l where l.subscriber = r.subscriber
          and l.valid_from <= $1 and $1 < l.valid_to order by l.line) as lines,
        array(select distinct l.line from directory_line as l
          inner join directory_line as held on held.line_key = l.line_key
            and held.subscriber <> l.subscriber and held.valid_from <= $1 and $1 < held.valid_to
          where l.subscriber = r.subscriber order by l.line) as taken
      from restriction as r
      where r.state = 'applied' and r.scope = 'international' and r.until > $1
      order by r.restriction_id`,
    [new Date(now)],
  );
  return rows.map(({ isKnown, lines, taken, ...restriction }) => ({
    restriction,
    isKnown,
    lines,
    taken,
  }));
}

type Changed = Pick<Restriction, 'restrictionId' | 'service' | 'subscriber' | 'until'>;

/** Notes, until the bar's own end, what it is to have more; the audit log tells of it. */
export function noteJoined(
  ledger: Ledger,
  bar: Changed,
  places: readonly BarPlace[],
  now: number,
): Promise<void> {
  return ledger.transaction(async (run) => {
    const { restrictionId, until } = bar;
    await noteBarEntries(within(run), restrictionId, places, { until, again: false });
    await tell(run, 'joined', bar, places, now);
  });
}

/** Forgets what is gone from there; the audit log tells of it. */
export function dropLeft(
  ledger: Ledger,
  bar: Changed,
  places: readonly BarPlace[],
  now: number,
): Promise<void> {
  return ledger.transaction(async (run) => {
    await dropBarPlaces({ run }, bar.restrictionId, places);
    await tell(run, 'left', bar, places, now);
  });
}

async function tell(
  run: Run,
  what: 'joined' | 'left',
  { restrictionId, service, subscriber }: Changed,
  places: readonly BarPlace[],
  now: number,
): Promise<void> {
  const lines = new Set(places.filter(({ list }) => list === 'line').map(({ key }) => key)).size;
  await appendAudit(
    { run },
    {
      at: now,
      actor: 'auto',
      action: `restriction.lines-${what}`,
      subject: restrictionId,
      detail: { service, subscriber, lines },
    },
  );
}
