import type { Setting } from '../setting.ts';
import { type Weighted, weighted } from '../weighted.ts';
import { type Country, usualCountries } from './countries.ts';

export type { Country } from './countries.ts';

/**
 * Whom a population knows abroad: where most of Japan calls, partners all over the world, the
 * homes of people who came to Japan, or where ships and reporters go.
 */
export type Taste = 'usual' | 'trade' | 'home' | 'remote';

// iso2 and weight: after the nationalities of Japan's foreign residents, and some of the list of
// 2015, whose people live here as well.
const HOMES = `CN 60 VN 45 KR 40 PH 32 BR 21 NP 18 ID 15 MM 9 TH 7 IN 5 PE 5 BD 4 LK 5 PK 3 MN 2
KH 2 NG 1.5 GH 1.2 MA 1.2 GN 0.8 CU 0.8 RS 0.8 BA 0.7 SN 0.6 CM 0.6 TR 0.8 EG 0.6 RU 1 UA 0.8 RO 0.6
TN 0.5 ML 0.3 CD 0.4 UZ 0.5 AF 0.5 KE 0.3 FR 0.8 GB 1 US 3 DE 0.5 IT 0.5`;

const REMOTE = `PA 8 LR 7 GR 6 SG 10 KM 1 MH 3 MV 4 FJ 4 PG 4 KI 3 TV 2 SB 3 TO 2 WS 2 NR 1 CK 2 VU 2
AE 5 EG 4 DJ 2 SO 1 TW 6 PH 8 ID 6 CU 2 MG 2 SN 2 GN 1 SL 1 AC 0.5 FK 1 US 8 GB 6 NO 2 CL 2 PE 2 UA 2`;

function named(table: string): Map<string, number> {
  const cells = table.split(/\s+/);
  return new Map(
    cells.flatMap((cell, i) => (i % 2 === 0 ? [[cell, Number(cells[i + 1])] as const] : [])),
  );
}

const known = usualCountries.items.map((country, i) => {
  const below = i === 0 ? 0 : usualCountries.sums[i - 1]!;
  return [country, usualCountries.sums[i]! - below] as const;
});

function among(weights: Map<string, number>, power: number): Weighted<Country> {
  return weighted(
    known.map(([country]) => [country, (weights.get(country.iso2) ?? 0) ** power] as const),
  );
}

function drawn({ abroad }: Setting): Record<Taste, Weighted<Country>> {
  const power = abroad.taste;
  return {
    usual: weighted(known.map(([country, weight]) => [country, weight ** power] as const)),
    trade: weighted(known.map(([country, weight]) => [country, weight ** (power / 2)] as const)),
    home: among(named(HOMES), power),
    remote: among(named(REMOTE), power),
  };
}

const made = new Map<string, Record<Taste, Weighted<Country>>>();

/** The countries of each taste, weighted as the setting has them. */
export function tastes(setting: Setting): Record<Taste, Weighted<Country>> {
  const found = made.get(setting.name) ?? drawn(setting);
  made.set(setting.name, found);
  return found;
}
