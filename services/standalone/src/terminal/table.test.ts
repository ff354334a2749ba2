import { expect, it } from 'vitest';
import { table } from './table.ts';

it('shows what would move the cursor or forge a row', () => {
  const rows = ['\u001b[2Jx\nr-fake  applied', '\u202eright', '契約'];
  const shown = table([{ title: 'name', align: 'left', value: (row: string) => row }], rows);
  expect(shown.split('\n').slice(2)).toEqual([
    '\\u001b[2Jx\\u000ar-fake  applied',
    '\\u202eright',
    '契約',
  ]);
});
