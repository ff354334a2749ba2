import { type AttackSetting, otherAttacks, standardAttacks } from './attacks/attack-setting.ts';
import type { Span } from './populations/population.ts';

export type SettingName = 'standard' | 'other';

/** Factors by the name of a population; 1 where none stands. */
type Factors = Readonly<Record<string, number>>;

/** Every distribution that a run draws from and that differs between settings. */
export interface Setting {
  name: SettingName;
  /** Who the subscribers are. */
  shares: Factors;
  /** Sigma of the log-normal by which a population's share differs from run to run. */
  shareNoise: number;
  /** How much they call. */
  volumes: Factors;
  /** Added to the sigma of the volume over the subscribers of a population. */
  volumeSpread: number;
  abroad: AbroadSetting;
  rhythm: RhythmSetting;
  equipment: EquipmentSetting;
  dialling: DiallingSetting;
  /** Weights of the switches, by name. */
  switches: Readonly<Record<string, number>>;
  delivery: DeliverySetting;
  cases: CaseSetting;
  attack: AttackSetting;
}

interface AbroadSetting {
  /** Factor on the share of subscribers who ever call abroad, and on how often. */
  callers: number;
  rate: number;
  /** Added to the sigma of the rate. */
  spread: number;
  /** Exponent on how common a country is in Japan: below 1 rare ones come up more. */
  taste: number;
  /** Calls to a country new to the subscriber, as a share: median, and sigma over subscribers. */
  newCountry: number;
  newCountrySigma: number;
  /** Share of such countries that are called again as usual ones. */
  adopted: number;
  /** Share of calls to a number new to the subscriber. */
  newNumber: Span;
  /** Chance that one call abroad brings another soon. */
  burst: Span;
}

interface RhythmSetting {
  /** Sigma in hours by which one subscriber's day is shifted. */
  shiftHours: number;
  /** How much of one subscriber's traffic knows no hour. */
  flat: Span;
}

interface EquipmentSetting {
  /** Shares of consumer lines, and of firms, whose address changes. */
  dynamicHome: number;
  dynamicFirm: number;
  /** Share of all devices that speak IPv6. */
  ipv6: number;
  /** Share of legs from a second device, and of subscribers whose second device is abroad. */
  elsewhere: Span;
  elsewhereAbroad: number;
  /** Share of firms whose exchange runs in a data centre of another country. */
  hostedAbroad: number;
  /** Share of devices that take new firmware by themselves. */
  updating: number;
}

interface DiallingSetting {
  /** Shares of calls abroad dialled in another form than the habit, per subscriber. */
  otherForm: Span;
  /** Shares of calls abroad in a form that fails, with a digit wrong, to no assigned code. */
  strangeForm: Span;
  mistyped: Span;
  unallocated: number;
}

interface DeliverySetting {
  duplicates: number;
  missingStops: number;
  missingStarts: number;
  /** Share of legs that a second element writes as well. */
  twins: number;
  /** Mean days between late batches of one source, and how late they are in minutes. */
  lateEveryDays: number;
  lateMinutes: Span;
  jitterMs: number;
  skewMs: number;
  /** What switches that rate charge, as a factor on the tariff. */
  rating: Span;
}

interface CaseSetting {
  /** Factors on how many calls a case has and how long they are. */
  calls: number;
  talk: number;
}

const standard: Setting = {
  name: 'standard',
  shares: {},
  shareNoise: 0.12,
  volumes: {},
  volumeSpread: 0.15,
  abroad: {
    callers: 1,
    rate: 1,
    spread: 0,
    taste: 1,
    newCountry: 0.0012,
    newCountrySigma: 0.9,
    adopted: 0.35,
    newNumber: [0.04, 0.55],
    burst: [0.05, 0.5],
  },
  rhythm: { shiftHours: 1.1, flat: [0, 0.25] },
  equipment: {
    dynamicHome: 0.6,
    dynamicFirm: 0.12,
    ipv6: 0.07,
    elsewhere: [0, 0.16],
    elsewhereAbroad: 0.13,
    hostedAbroad: 0.05,
    updating: 0.5,
  },
  dialling: {
    otherForm: [0, 0.25],
    strangeForm: [0, 0.02],
    mistyped: [0.005, 0.06],
    unallocated: 0.0015,
  },
  switches: { sbc1: 30, sbc2: 24, cs1: 24, sbc3: 12, cs2: 10 },
  delivery: {
    duplicates: 0.015,
    missingStops: 0.003,
    missingStarts: 0.005,
    twins: 0.03,
    lateEveryDays: 8,
    lateMinutes: [20, 360],
    jitterMs: 3_000,
    skewMs: 2_000,
    rating: [0.6, 1.1],
  },
  cases: { calls: 1, talk: 1 },
  attack: standardAttacks,
};

const other: Setting = {
  name: 'other',
  shares: {
    household: 0.8,
    elderly: 1.4,
    diaspora: 1.6,
    student: 1.7,
    dormitory: 1.5,
    office: 1.25,
    pbx: 0.8,
    'call-centre': 0.6,
    'trading-firm': 1.3,
    hotel: 0.7,
    hospital: 1.4,
  },
  shareNoise: 0.3,
  volumes: {
    household: 0.7,
    elderly: 1.3,
    diaspora: 1.5,
    office: 0.6,
    pbx: 1.3,
    'call-centre': 1.7,
    'trading-firm': 0.7,
    hotel: 1.6,
    hospital: 0.6,
    'shipping-line': 1.8,
  },
  volumeSpread: 0.35,
  abroad: {
    callers: 1.1,
    rate: 0.6,
    spread: 0.2,
    taste: 0.7,
    newCountry: 0.0025,
    newCountrySigma: 1.2,
    adopted: 0.2,
    newNumber: [0.02, 0.8],
    burst: [0, 0.65],
  },
  rhythm: { shiftHours: 2.2, flat: [0, 0.5] },
  equipment: {
    dynamicHome: 0.35,
    dynamicFirm: 0.3,
    ipv6: 0.18,
    elsewhere: [0, 0.35],
    elsewhereAbroad: 0.2,
    hostedAbroad: 0.09,
    updating: 0.8,
  },
  dialling: {
    otherForm: [0, 0.5],
    strangeForm: [0, 0.05],
    mistyped: [0, 0.12],
    unallocated: 0.004,
  },
  switches: { sbc1: 12, sbc2: 34, cs1: 10, sbc3: 26, cs2: 18 },
  delivery: {
    duplicates: 0.025,
    missingStops: 0.006,
    missingStarts: 0.012,
    twins: 0.06,
    lateEveryDays: 4,
    lateMinutes: [40, 480],
    jitterMs: 9_000,
    skewMs: 2_000,
    rating: [0.5, 1.4],
  },
  cases: { calls: 1.4, talk: 0.8 },
  attack: otherAttacks,
};

const settings: Readonly<Record<SettingName, Setting>> = { standard, other };

/** The distributions of a setting; `standard` where none is named. */
export function settingOf(name: SettingName = 'standard'): Setting {
  return settings[name];
}

export const settingNames: readonly SettingName[] = ['standard', 'other'];
