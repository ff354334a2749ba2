import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';

export interface Rows {
  caption: string;
  columns: readonly { title: string; kind?: string }[];
  rows: readonly (readonly Html[])[];
}

/** A table whose cells know their column, for screens that are too narrow for a table. */
export function rowsOf({ caption, columns, rows }: Rows): Html {
  const titles = columns.map(
    ({ title, kind = '' }) => html`<th scope="col" class="${kind}">${title}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>${cells.map((cell, index) => html`<td class="${columns[index]?.kind ?? ''}" data-title="${columns[index]?.title ?? ''}">${cell}</td>`)}</tr>`,
  );
  return html`<table class="rows"><caption>${caption}</caption><thead><tr>${titles}</tr></thead><tbody>${body}</tbody></table>`;
}
