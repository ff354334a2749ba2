import { html } from 'hono/html';
import type { Words } from '../words/index.ts';
import type { Html } from './html.ts';

const SHAPES = { critical: '◆', warning: '▲' } as const;

/** By word and shape, so that nobody needs to tell colours apart. */
export function severityMark(severity: 'critical' | 'warning', words: Words): Html {
  return html`<span class="severity ${severity}"><span aria-hidden="true">${SHAPES[severity]}</span> ${words.severity[severity]}</span>`;
}
