import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';

export interface Rows {
  caption: string;
  columns: readonly { title: string; kind?: string }[];
  rows: readonly (readonly Html[])[];
  /** How many are shown at once; the others on demand. Default all. */
  most?: number;
  /** What the others are under. */
  more?: string;
  isCaptionHidden?: boolean;
}

/** A table whose cells know their column, for screens that are too narrow for a table. */
export function rowsOf({ most = Number.POSITIVE_INFINITY, more = '', ...all }: Rows): Html {
  const rest = all.rows.slice(most);
  if (rest.length === 0) return table(all);
  return html`${table({ ...all, rows: all.rows.slice(0, most) })}<details class="more-rows"><summary>${more} ${rest.length}</summary>${table({ ...all, rows: rest, isCaptionHidden: true })}</details>`;
}

function table({ caption, columns, rows, isCaptionHidden = false }: Rows): Html {
  const titles = columns.map(
    ({ title, kind = '' }) => html`<th scope="col" class="${kind}">${title}</th>`,
  );
  const body = rows.map(
    (cells) => html`<tr>${cells.map((cell, index) => cellOf(cell, columns[index]))}</tr>`,
  );
  return html`<table class="rows"><caption class="${isCaptionHidden ? 'hidden' : ''}">${caption}</caption><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>`;
}

function cellOf(content: Html, column: Rows['columns'][number] | undefined): Html {
  const { title = '', kind = '' } = column ?? {};
  return html`<td class="${kind}" data-title="${title}">${content}</td>`;
}
