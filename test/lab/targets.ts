import type { TargetsSettings } from '@sekisho/enforcer';

/** One target of so many Kamailios, for every service. */
export function proxies(...urls: readonly string[]): TargetsSettings {
  const nodes = Object.fromEntries(urls.map((url, i) => [`node-${i + 1}`, url]));
  return {
    targets: {
      proxies: {
        ...{ kind: 'kamailio', nodes, timeout: 500, longest: 2_678_400_000, teardown: true },
        ...{ lines: ['as-written'], countryCode: '81' },
      },
    },
    services: { '*': ['proxies'] },
  };
}
