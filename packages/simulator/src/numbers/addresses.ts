import type { Random } from '../random.ts';

// First and second octet and how many blocks of 65,536 follow; each checked against the
// allocations of the registries, so that every address drawn lies in its country.
const TABLE = `
JP 133.0+256 126.53+137 153.120+134 221.16+104 60.64+96 106.128+64 180.0+64 219.0+64 219.160+56 114.144+52 126.0+52 202.208+48 210.128+48 220.0+36 218.112+32 221.240+32 210.248+28 61.192+24 118.0+24 220.44+20 121.102+18 157.101+18 27.80+16 49.96+16 59.128+16
CN 36.96+128 59.192+96 110.240+80 222.16+80 183.0+72 112.0+68
KR 211.168+88 14.32+64 121.128+64 175.192+64 1.208+48
TW 120.96+32 1.160+16 36.224+16 42.64+16 59.112+16
HK 113.252+4 118.140+4 219.76+4 221.124+4 223.16+4
VN 14.160+32 14.224+32 113.160+32 171.224+32 27.64+16
PH 112.200+12 49.144+8 180.190+6 119.92+4
TH 171.96+8 43.208+4 49.228+4 58.8+4 110.168+4
ID 39.192+64 36.64+32 120.160+32 114.0+16
SG 43.0+128 8.128+22 18.138+6 13.212+4
IN 117.192+64 106.192+32 122.160+28 49.32+16
US 18.232+24 12.0+128 24.0+16 68.32+32 73.0+128 98.192+64 174.192+64 50.128+16
GB 25.0+256 86.128+64 81.128+32 86.0+32 90.192+32
DE 53.0+256 91.0+68 79.192+64 84.128+64 87.128+64
FR 90.0+64 92.128+64 176.128+64 78.192+32 82.224+32
NL 145.83+46 145.134+42 77.160+16 86.80+11
IT 151.3+77 79.0+64 93.32+40 87.0+32
ES 83.32+32 88.0+32 79.144+16 80.24+16
PL 83.0+32 89.64+16 79.184+8 80.48+8
RU 95.24+9 5.136+8 128.68+8 176.208+8 178.64+8
UA 37.52+4 176.36+4 46.118+2 46.200+2
RO 92.80+8 109.96+8 86.120+7 5.12+4
BR 179.112+77 191.167+45
AU 1.120+40 101.160+32 49.176+24 58.160+16
CA 99.208+48 142.12+32 70.64+20
MA 105.128+32 196.64+32 160.160+20
EG 156.160+64 196.128+32 197.32+32 41.32+16
NG 105.112+16 102.88+8 41.58+1 129.18+1
ZA 197.64+48 41.0+32 105.208+22
TR 78.160+32 88.224+32 85.96+16
AE 94.200+8 2.48+4 5.192+4 86.96+4
PK 39.32+32 182.176+16 119.152+8
NP 36.252+2 49.126+1
`;

/** Blocks of 65,536 addresses by the number of their first 16 bits. */
type Blocks = readonly (readonly [first: number, count: number])[];

function blocksOf(cells: readonly string[]): Blocks {
  return cells.map((cell) => {
    const [high, low, count] = cell.split(/[.+]/).map(Number);
    return [high! * 256 + low!, count!];
  });
}

const blocks = new Map<string, Blocks>(
  TABLE.trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([iso2, ...cells]) => [iso2!, blocksOf(cells)]),
);

// Heads of IPv6 blocks of consumer lines in Japan.
const japanV6 = ['2400:4050', '2400:4051', '2404:7a80', '240b:10', '240d:1a', '2409:10'];

/** ISO alpha-2 of every country whose addresses are known here. */
export const addressCountries: readonly string[] = [...blocks.keys()];

function firstHalf(rng: Random, country: string): number {
  const known = blocks.get(country);
  if (known === undefined) throw new RangeError(`no addresses of ${country}`);
  const [first, count] = rng.pick(known);
  return first + rng.below(count);
}

/** A public IPv4 address allocated to the country (ISO alpha-2). */
export function drawAddress(rng: Random, country: string): string {
  return withinNetwork(rng, drawNetwork(rng, country));
}

/** The first two octets of an address: a provider's pool in one region. */
export function drawNetwork(rng: Random, country: string): string {
  const half = firstHalf(rng, country);
  return `${half >> 8}.${half & 255}`;
}

/** An address within a network as of `drawNetwork`. */
export function withinNetwork(rng: Random, network: string): string {
  return `${network}.${rng.below(256)}.${1 + rng.below(254)}`;
}

/** An IPv6 address of a consumer line in Japan. */
export function drawAddressV6(rng: Random): string {
  const group = () => (1 + rng.below(65_535)).toString(16);
  return `${rng.pick(japanV6)}:${group()}:${group()}::${group()}`;
}

/** The country that an address as drawn here is of; `null` for any other. */
export function countryOfAddress(address: string): string | null {
  if (address.includes(':')) return japanV6.some((head) => address.startsWith(head)) ? 'JP' : null;
  const [high, low] = address.split('.').map(Number);
  const half = high! * 256 + low!;
  for (const [iso2, known] of blocks) {
    if (known.some(([first, count]) => half >= first && half < first + count)) return iso2;
  }
  return null;
}
