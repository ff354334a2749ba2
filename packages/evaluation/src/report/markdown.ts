import type { ReportTable } from './report-table.ts';

/** A table as Markdown, with its title. */
export function markdownOf({ title, note, head, rows }: ReportTable): string {
  const lines = [
    head,
    head.map((_, i) => (i === 0 ? '---' : '---:')),
    ...rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|'))),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  return [`## ${title}`, '', ...(note === '' ? [] : [note, '']), ...lines, ''].join('\n');
}
