/** How far back a dashboard looks unless told otherwise, as `--since` and Grafana take it. */
type Since = `${number}${'m' | 'h' | 'd'}`;

interface Dashboard {
  title: string;
  titleJa: string;
  since: Since;
}

/** In the order in which a shift asks. Their questions are the files that name them. */
export const DASHBOARDS = {
  now: { title: 'Now', titleJa: 'いま', since: '1h' },
  blind: { title: 'Are we blind?', titleJa: '見えているか', since: '6h' },
  episodes: { title: 'Episodes', titleJa: 'エピソード', since: '7d' },
  loss: { title: 'Loss', titleJa: '損失', since: '30d' },
  'rule-quality': { title: 'Rule quality', titleJa: 'ルールの品質', since: '90d' },
  destinations: { title: 'Destinations', titleJa: '着信先', since: '1d' },
  waves: { title: 'Waves', titleJa: '同時多発', since: '1d' },
  restrictions: { title: 'Restrictions', titleJa: '制限', since: '7d' },
  'noc-load': { title: 'Load of the NOC', titleJa: 'NOCの負荷', since: '7d' },
  'data-quality': { title: 'Data quality', titleJa: 'データの品質', since: '1d' },
  shadow: { title: 'Candidate beside live', titleJa: '候補ルールとの比較', since: '30d' },
  privacy: { title: 'Privacy', titleJa: 'プライバシー', since: '1d' },
  engine: { title: 'Engine', titleJa: 'エンジン', since: '6h' },
} as const satisfies Record<string, Dashboard>;

export type DashboardName = keyof typeof DASHBOARDS;

export const DASHBOARD_NAMES = Object.keys(DASHBOARDS) as [DashboardName, ...DashboardName[]];
