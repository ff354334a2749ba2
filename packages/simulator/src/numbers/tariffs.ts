// Yen a minute and the leading digits it stands for: zones after published Japanese tariffs.
const TABLE = `
9 1
10 1204 1226 1416 1604 1613
20 33 39 44 49 61
25 64
30 55 60 65 82 852 86 886
35 63
40 30 31 32 34 351 352 353 358 41 43 45 46 47
44 7
45 62 66
75 1242 1246 1264 1268 1284 1345 1473 1649 1664 1758 1767 1784 1787 1809 1868 1869 1876
80 91
85 84
130 29 35 36 37 38 40 42 50 51 52 53 54 56 57 58 59 67 68 69 76 77 85 88 90 92 93 94 95 96 97 98 99
160 677
170 2
175 232
190 243 252 53
250 235
300 247 290 878
500 882 883
700 870 881
`;

const LONGEST = 4;
const UNKNOWN = 170;

const yenByPrefix = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([yen, ...prefixes]) => prefixes.map((prefix) => [prefix, Number(yen)] as const)),
);

/** About what a minute to an E.164 number (without the plus) costs, in yen. */
export function yenPerMinute(number: string): number {
  for (let length = LONGEST; length > 0; length--) {
    const yen = yenByPrefix.get(number.slice(0, length));
    if (yen !== undefined) return yen;
  }
  return UNKNOWN;
}
