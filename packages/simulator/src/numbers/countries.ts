import { weighted } from '../weighted.ts';

/** A country or territory with the shapes of its numbers. */
export interface Country {
  iso2: string;
  /** Country code, for +1 and +7 with the digits that tell the country. */
  code: string;
  /** National (significant) numbers, as patterns of `fill`. */
  patterns: readonly string[];
}

// iso2, code, weight in lawful calls from Japan, weight in attacks, patterns. The first weight
// is after the usual travel and trade partners; the second covers the list of 2015, the Pacific
// and the African ranges of published cases, and cheap countries that lists of risk leave out.
const TABLE = `
CN 86  180 0 13######### 15######### 21######## 10########
US 1   140 0 212N###### 310N###### 415N###### 646N###### 808N######
KR 82  100 0 10######## 2N#######
TW 886 80 0 9######## 2N#######
HK 852 50 0 9####### 2#######
TH 66  60 0 8######## 2#######
PH 63  60 2 9######### 2########
VN 84  50 1 9######## 24########
SG 65  50 0 9####### 6#######
GB 44  40 6 7400###### 7911###### 20######## 161#######
DE 49  30 0 151######## 30########
IN 91  30 2 98######## 80########
AU 61  30 0 4######## 2########
FR 33  25 1 6######## 1########
MY 60  20 0 12####### 3########
ID 62  25 2 81########## 21########
BR 55  25 1 119######## 11N#######
IT 39  15 1 3######### 06########
NL 31  12 0 6######## 20#######
ES 34  10 2 6######## 91#######
CH 41  10 1 79####### 44#######
CA 1416 10 1 N######
RU 7   10 2 9######### 495#######
NP 977 14 1 98########
LK 94  10 2 7######## 11#######
BD 880 9 3 17########
PK 92  8 3 30########
MM 95  8 2 9########
KH 855 6 1 12######
MN 976 5 1 99######
NZ 64  8 0 21####### 9#######
MX 52  8 1 55########
AE 971 7 1 50####### 4#######
TR 90  6 1 53########
SA 966 4 1 50#######
PL 48  5 2 50#######
SE 46  5 1 70#######
BE 32  5 1 47#######
AT 43  4 3 664#######
FI 358 4 1 40#######
PT 351 3 1 91#######
GR 30  3 1 69########
PE 51  4 1 9########
ZA 27  3 1 82#######
EG 20  3 2 10########
NG 234 3 2 80########
KE 254 2 1 72#######
GH 233 2 1 24#######
PA 507 3 1 6#######
CU 53  0.5 7 5#######
MA 212 1 6 6######## 5########
GM 220 0.3 10 7###### 9######
GN 224 0.4 9 62####### 60#######
TG 228 0.2 5 9#######
LR 231 1 7 77####### 88#######
SL 232 0.3 9 76###### 25######
CG 242 0.2 4 06#######
CD 243 0.4 5 81#######
GW 245 0.1 6 95#######
AC 247 0.05 4 6#### 4####
SO 252 0.3 9 61####### 90######
BI 257 0.1 4 79######
KM 269 0.1 4 3######
AL 355 0.5 5 69#######
LT 370 1 7 6#######
LV 371 1 8 2#######
EE 372 1 6 5####### 8#######
BY 375 0.8 5 29#######
MC 377 0.6 5 6######## 9#######
RS 381 0.8 6 60#######
ME 382 0.2 4 67######
BA 387 0.5 8 61###### 63######
TL 670 0.5 7 77######
SB 677 0.2 6 7######
SN 221 0.5 5 77#######
ML 223 0.2 3 7#######
BF 226 0.2 3 70######
TD 235 0.1 2 6#######
CM 237 0.3 2 67#######
ST 239 0.05 3 9######
DJ 253 0.2 2 77######
ZW 263 0.2 3 77#######
MG 261 0.4 2 34#######
TN 216 0.6 5 2####### 9#######
DZ 213 0.5 3 55#######
MV 960 0.8 6 7######
AZ 994 0.4 3 50#######
AM 374 0.3 2 91######
GE 995 0.3 2 59#######
UA 380 1 2 50#######
MD 373 0.3 3 69######
BG 359 0.6 3 88#######
HR 385 0.6 2 91#######
SI 386 0.4 3 40######
SM 378 0.1 3 66########
PG 675 0.6 3 7#######
FJ 679 1 2 9######
TO 676 0.2 2 77#####
WS 685 0.2 2 72#####
NR 674 0.05 2 55#####
VU 678 0.1 2 5######
KI 686 0.1 2 7#######
CK 682 0.1 2 5####
TV 688 0.05 2 9#####
FK 500 0.05 1 5####
GY 592 0.1 3 6######
SR 597 0.1 2 8######
HT 509 0.2 3 3#######
YE 967 0.2 2 77#######
IQ 964 0.4 2 77########
AF 93  0.3 2 70#######
JM 1876 0.3 0 N######
DO 1809 0.4 0 N######
GD 1473 0.05 0 N######
DM 1767 0.05 0 N######
AG 1268 0.1 0 N######
VG 1284 0.1 0 N######
TC 1649 0.1 0 N######
LC 1758 0.05 0 N######
VC 1784 0.05 0 N######
MS 1664 0.02 0 N######
BS 1242 0.2 0 N######
TT 1868 0.2 0 N######
`;

interface Row {
  country: Country;
  lawful: number;
  abused: number;
}

function read(line: string): Row {
  const [iso2, code, lawful, abused, ...patterns] = line.split(/ +/);
  const country = { iso2: iso2!, code: code!, patterns };
  return { country, lawful: Number(lawful), abused: Number(abused) };
}

const rows = TABLE.trim().split('\n').map(read);

/** Where a household or an office calls. */
export const usualCountries = weighted(rows.map((row) => [row.country, row.lawful] as const));

/** Where a firm with partners all over the world calls: the same countries, far less uneven. */
export const tradeCountries = weighted(
  rows.map((row) => [row.country, Math.sqrt(row.lawful)] as const),
);

/** Where attacks go. */
export const abusedCountries = weighted(rows.map((row) => [row.country, row.abused] as const));

/** The parts of +1 that cost many times a call to New York. */
export const caribbean: readonly Country[] = rows
  .map((row) => row.country)
  .filter((country) => /^1(?!416)\d{3}$/.test(country.code));
