/** Every piece of evidence, with the group that an ablation leaves out together. */
export const EVIDENCE = {
  'exposure-1h': 'exposure',
  'exposure-24h': 'exposure',
  'exposure-7d': 'exposure',
  'calls-5m': 'volume',
  'calls-1h': 'volume',
  'calls-24h': 'volume',
  'calls-7d': 'volume',
  'talk-24h': 'volume',
  concurrent: 'volume',
  'new-countries': 'novelty',
  'new-numbers': 'novelty',
  dormant: 'novelty',
  'rare-country': 'rarity',
  price: 'rarity',
  'risk-list': 'rarity',
  'odd-number': 'rarity',
  'new-dial-form': 'rarity',
  'quiet-hours': 'hours',
  'new-source': 'source',
  'source-abroad': 'source',
  'two-sources': 'source',
  'rides-on-inbound': 'call-through',
  forwarded: 'call-through',
  neighbours: 'structure',
  'same-block': 'structure',
  'burst-in-range': 'structure',
  'same-numbers': 'structure',
  'long-calls': 'structure',
  scan: 'scan',
  'range-heat': 'across-subscribers',
  'country-heat': 'across-subscribers',
  'new-subscriber': 'novelty',
  'sudden-calls': 'suddenness',
  'sudden-cost': 'suddenness',
  'beyond-usual-numbers': 'suddenness',
  'longest-call': 'structure',
  concentrated: 'structure',
  'suspect-heat': 'across-subscribers',
} as const satisfies Record<string, string>;

export type EvidenceName = keyof typeof EVIDENCE;
export type EvidenceGroup = (typeof EVIDENCE)[EvidenceName];

export const EVIDENCE_NAMES = Object.keys(EVIDENCE) as readonly EvidenceName[];

/** Where each stands in the arrays of an assessment. */
export const INDEX_OF = Object.fromEntries(
  EVIDENCE_NAMES.map((name, index) => [name, index]),
) as Readonly<Record<EvidenceName, number>>;
