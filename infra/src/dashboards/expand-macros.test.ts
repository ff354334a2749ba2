import { expect, it } from 'vitest';
import { expandMacros } from './expand-macros.ts';
import { questionNamed } from './read-questions.ts';
import { scopeOf } from './scope.ts';

const span = { from: 1_782_777_600_999, until: 1_782_820_800_000 };

function expanded(sql: string, service?: string): string {
  return expandMacros({ ...questionNamed('now'), sql }, scopeOf(span, service));
}

it.each([
  ['$__fromTime', 'toDateTime(1782777600)'],
  ['$__toTime', 'toDateTime(1782820800)'],
  ['$__interval_s', '300'],
  ['$__timeFilter(a.at)', '(a.at >= toDateTime(1782777600) and a.at <= toDateTime(1782820800))'],
  ['$__timeInterval(at)', 'toStartOfInterval(toDateTime(at), interval 300 second)'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a macro
  ['$__conditionalAll(service in (${service:singlequote}), $service)', '1=1'],
])('%s becomes %s', (macro, sql) => {
  expect(expanded(`a ${macro} b`)).toBe(`a ${sql} b`);
});

it.each([
  ['denwa', "'denwa'"],
  ["o'denwa\\", "'o\\'denwa\\\\'"],
  ['$__fromTime', "'$__fromTime'"],
  ['$&', "'$&'"],
])('a service %s is a text and nothing else', (service, text) => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a macro
  const macro = '$__conditionalAll(s in (${service:singlequote}), $service)';
  expect(expanded(macro, service)).toBe(`s in (${text})`);
});

// biome-ignore lint/suspicious/noTemplateCurlyInString: a macro
it.each(['$__rateColumns(a)', '$service', '${service}', '$__timeFilter(f(a))'])(
  'refuses %s',
  (macro) => {
    expect(() => expanded(`select ${macro}`)).toThrow(/^now\.sql: \$\S+ is no macro/);
  },
);

it.each([
  [3_600_000, '60'],
  [86_400_000, '900'],
  [7 * 86_400_000, '3600'],
  [90 * 86_400_000, '86400'],
  [4000 * 86_400_000, '604800'],
])('%d ms have points every %s seconds', (length, interval) => {
  expect(scopeOf({ from: 0, until: length }).interval).toBe(interval);
});
