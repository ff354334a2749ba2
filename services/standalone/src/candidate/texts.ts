import type { Language } from '../terminal/language.ts';
import type { DifferenceRow } from './read-difference.ts';
import type { DifferenceSummary } from './summary.ts';

/** What an operator reads of a candidate's difference. */
export interface CandidateTexts {
  span(since: string, until: string): string;
  rules(candidate: string, live: string): string;
  nothing: string;
  changes(summary: DifferenceSummary): string;
  judged(summary: DifferenceSummary): string;
  more(count: number): string;
  heads: Readonly<Record<'figure' | 'live' | 'candidate' | 'difference', string>>;
  figures: Readonly<Record<'restrictions' | 'alerts', string>>;
  columns: Readonly<
    Record<'change' | 'subscriber' | 'verdict' | 'live' | 'candidate' | 'yen' | 'alert', string>
  >;
  change: Readonly<Record<DifferenceRow['restricted'], string>>;
  verdict: Readonly<Record<DifferenceRow['verdict'], string>>;
}

const ENGLISH: CandidateTexts = {
  span: (since, until) => `${since} to ${until}`,
  rules: (candidate, live) => `candidate ${candidate}, in force ${live}`,
  nothing:
    'no alert of either while a candidate ran; whether one runs, sekisho status or the metric sekisho_candidate_rules_info tells',
  changes: ({ restrictions, earlier, later }) =>
    `${restrictions['candidate-only']} would newly be barred, ${restrictions['live-only']} no longer, ${restrictions.both} by both (${earlier} earlier, ${later} later)`,
  judged: ({ judged }) =>
    `judged by persons: newly barred ${judged['candidate-only'].notOurs} fraud, ${judged['candidate-only'].ours} own use; no longer ${judged['live-only'].notOurs} fraud, ${judged['live-only'].ours} own use`,
  more: (count) => `and ${count} more; --json has them all`,
  heads: { figure: '', live: 'in force', candidate: 'candidate', difference: 'difference' },
  figures: { restrictions: 'would bar', alerts: 'alerts, those included' },
  columns: {
    change: 'change',
    subscriber: 'subscriber',
    verdict: 'verdict',
    live: 'in force bars',
    candidate: 'candidate bars',
    yen: 'yen',
    alert: 'alert',
  },
  change: {
    'candidate-only': 'newly',
    'live-only': 'no longer',
    both: 'both',
    neither: 'neither',
  },
  verdict: { ours: 'own use', 'not-ours': 'fraud', unsure: 'unsure', '': '–' },
};

const JAPANESE: CandidateTexts = {
  span: (since, until) => `${since} ～ ${until}`,
  rules: (candidate, live) => `候補 ${candidate}、現行 ${live}`,
  nothing:
    '候補ルールの試行中に、いずれのアラートもありません。試行中かどうかは sekisho status または指標 sekisho_candidate_rules_info で確認できます',
  changes: ({ restrictions, earlier, later }) =>
    `新たに規制 ${restrictions['candidate-only']} 件、規制されなくなる ${restrictions['live-only']} 件、両方で規制 ${restrictions.both} 件（早い ${earlier} 件、遅い ${later} 件）`,
  judged: ({ judged }) =>
    `担当者の判断：新たに規制は不正利用 ${judged['candidate-only'].notOurs} 件・本人利用 ${judged['candidate-only'].ours} 件、規制されなくなるのは不正利用 ${judged['live-only'].notOurs} 件・本人利用 ${judged['live-only'].ours} 件`,
  more: (count) => `ほか ${count} 件（--json で全件を出力）`,
  heads: { figure: '', live: '現行', candidate: '候補', difference: '差' },
  figures: { restrictions: '規制', alerts: 'アラート（規制を含む）' },
  columns: {
    change: '変化',
    subscriber: '契約者',
    verdict: '判断',
    live: '現行の規制',
    candidate: '候補の規制',
    yen: '円',
    alert: 'アラート',
  },
  change: {
    'candidate-only': '新規',
    'live-only': '対象外に',
    both: '両方',
    neither: 'なし',
  },
  verdict: { ours: '本人利用', 'not-ours': '不正利用', unsure: '不明', '': '–' },
};

export function candidateTexts(language: Language): CandidateTexts {
  return language === 'ja' ? JAPANESE : ENGLISH;
}
