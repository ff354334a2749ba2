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
// XN, XI, XT and XV are no countries but satellites and networks with codes of their own.
const TABLE = `
CN 86  180 2 13######### 15######### 21######## 10########
US 1   140 4 212N###### 310N###### 415N###### 646N###### 808N######
KR 82  100 2 10######## 2N#######
TW 886 80 1 9######## 2N#######
HK 852 50 2 9####### 2#######
TH 66  60 2 8######## 2#######
PH 63  60 3 9######### 2########
VN 84  50 2 9######## 24########
SG 65  50 1 9####### 6#######
GB 44  40 6 7400###### 7912###### 20######## 161#######
DE 49  30 2 151######## 30########
IN 91  30 3 98######## 80########
AU 61  30 1 4######## 2########
FR 33  25 2 6######## 1########
MY 60  20 1 12####### 3########
ID 62  25 2 81########## 21########
BR 55  25 2 119######## 11N#######
IT 39  15 2 3######### 06########
NL 31  12 1 6######## 20#######
ES 34  10 2 6######## 91#######
CH 41  10 2 79####### 44#######
CA 1416 10 2 N######
RU 7   10 2 9######### 495#######
NP 977 14 1 98########
LK 94  10 2 7######## 11#######
BD 880 9 3 17########
PK 92  8 3 30########
MM 95  8 2 9########
KH 855 6 1 12######
MN 976 5 1 99######
NZ 64  8 1 21####### 9#######
MX 52  8 1 55########
AE 971 7 1 50####### 4#######
TR 90  6 1 53########
SA 966 4 1 50#######
PL 48  5 4 50#######
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
CU 53  0.5 5 5#######
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
JM 1876 0.3 1 N######
DO 1809 0.4 1 N######
GD 1473 0.05 1 N######
DM 1767 0.05 1 N######
AG 1268 0.1 1 N######
VG 1284 0.1 1 N######
TC 1649 0.1 1 N######
LC 1758 0.05 1 N######
VC 1784 0.05 1 N######
MS 1664 0.02 1 N######
BS 1242 0.2 1 N######
TT 1868 0.2 1 N######
AR 54 3 1 911########
CO 57 3 1 3#########
CL 56 3 1 9########
VE 58 1 1 412#######
EC 593 1 1 9########
BO 591 2 1 7#######
PY 595 1.5 1 981######
UY 598 0.5 1 9#######
CR 506 1 1 8#######
GT 502 0.4 1 5#######
SV 503 0.3 1 7#######
HN 504 0.3 1 9#######
IL 972 3 1 5########
IR 98 2 1 9#########
LB 961 0.4 2 7#######
JO 962 0.5 1 7########
QA 974 2 1 3#######
KW 965 1 1 5#######
UZ 998 2 1 9########
KZ 77 1.5 1 0########
KG 996 0.4 2 5########
TJ 992 0.2 2 9########
ET 251 1 2 9########
TZ 255 0.7 2 7########
UG 256 0.7 2 7########
ZM 260 0.3 2 9########
AO 244 0.2 2 9########
CI 225 0.3 3 07########
BJ 229 0.2 2 01########
NE 227 0.1 2 9#######
MR 222 0.1 3 4#######
GA 241 0.1 2 6#######
SC 248 0.2 2 2######
MU 230 0.4 1 5#######
LY 218 0.1 2 9########
SD 249 0.3 2 9########
IE 353 2 1 8########
DK 45 3 1 2#######
NO 47 2.5 1 4#######
CZ 420 3 1 7########
SK 421 0.8 2 9########
HU 36 2 1 20#######
RO 40 1.5 2 7########
CY 357 0.3 2 9#######
MT 356 0.3 2 79######
LU 352 0.7 1 6########
IS 354 0.5 1 6######
LI 423 0.1 3 7######
AD 376 0.1 3 3#####
MK 389 0.2 3 7#######
XK 383 0.1 3 4#######
GI 350 0.1 2 5#######
MO 853 3 1 6#######
LA 856 2 1 20########
BN 673 0.5 1 7######
NC 687 0.5 2 7#####
PF 689 0.5 2 87######
PW 680 0.8 1 7######
FM 691 0.5 2 9######
MH 692 0.3 2 2######
NU 683 0.02 2 4###
TK 690 0.02 2 7###
GU 1671 8 1 N######
MP 1670 3 1 N######
BB 1246 0.1 1 N######
KY 1345 0.2 1 N######
AI 1264 0.03 1 N######
BM 1441 0.1 1 N######
AW 297 0.1 2 5######
CW 599 0.1 2 9#######
XN 870 0.3 2 77#######
XI 8816 0.2 1 3#######
XT 88216 0.1 2 5#######
XV 88299 0.05 2 0#######
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

/** Where attacks go. */
export const abusedCountries = weighted(rows.map((row) => [row.country, row.abused] as const));

const all = rows.map((row) => row.country);

/** Every country alike. */
export const anyCountries = weighted(all.map((country) => [country, 1] as const));

/** The parts of +1 that cost many times a call to New York. */
export const caribbean: readonly Country[] = all.filter((country) =>
  /^1(?!416|67)\d{3}$/.test(country.code),
);

/** Satellites, networks without a country, islands of the Pacific and the Atlantic. */
export const dearCountries: readonly Country[] = all.filter((country) =>
  /^(870|88[123]|6[789]\d|247|500)/.test(country.code),
);

const CHEAP = new Set(
  'US GB PL DE FR CN KR HK TW SG CA AU IT ES NL TH IN SE CH IE CZ GU'.split(' '),
);

/** Ordinary destinations at the lowest rates. */
export const cheapCountries: readonly Country[] = all.filter(({ iso2 }) => CHEAP.has(iso2));
