import { describe, expect, it } from 'vitest';
import { identitiesOf, type LineForm } from './identities.ts';

const lines: Readonly<Record<string, readonly string[]>> = {
  'sub-1': ['03-1234-0001', 'trunk-7', '+81312340002'],
};
const linesOf = async (subscriber: string) => lines[subscriber] ?? [];

describe('what a switch knows a contract by', () => {
  it.each<[string, LineForm[], string[]]>([
    ['sub-1', ['as-written'], ['sub-1', '03-1234-0001', 'trunk-7', '+81312340002']],
    ['sub-1', ['national'], ['sub-1', '0312340001', 'trunk-7', '0312340002']],
    ['sub-1', ['e164'], ['sub-1', '+81312340001', 'trunk-7', '+81312340002']],
    ['0312340009', ['as-written', 'e164'], ['0312340009', '+81312340009']],
    ['line:0312340009', ['as-written'], ['0312340009']],
    ['unknown', ['national', 'e164'], ['unknown']],
  ])('%s as %j', async (subscriber, forms, expected) => {
    expect(await identitiesOf(subscriber, { linesOf, forms })).toEqual(expected);
  });
});
