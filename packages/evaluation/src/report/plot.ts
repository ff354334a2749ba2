import { escaped } from './escape.ts';

/** The drawing area within the picture, in its units. */
const WIDTH = 480;
export const LEFT = 44;
export const RIGHT = WIDTH - 14;
export const TOP = 12;

// Seven hues that stay apart in both schemes; every plot also labels what it draws.
const LIGHT = ['#1f6fd0', '#0c8f7d', '#c25a00', '#8a4fd0', '#c2317f', '#6b7280', '#8a6d00'];
const DARK = ['#5aa2ff', '#3cc7b2', '#ff9b4a', '#b78cff', '#ff7fbb', '#a3abb8', '#d9b93b'];

const PLAIN =
  'text{font:12px system-ui,sans-serif;fill:#374151}.axis{stroke:#9ca3af}.grid{stroke:#e5e7eb}';
const ON_DARK = 'text{fill:#d1d5db}.axis{stroke:#6b7280}.grid{stroke:#374151}';
const STYLE = `<style>${PLAIN}${colours(LIGHT)}@media(prefers-color-scheme:dark){${ON_DARK}${colours(DARK)}}</style>`;

/** A whole picture that stands by itself, also outside of a page. */
export function picture(title: string, height: number, parts: readonly string[]): string {
  const name = escaped(title);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${name}">`,
    `<title>${name}</title>${STYLE}`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** The classes of what is drawn in the `index`-th colour. */
function stroke(index: number): string {
  return `s${index % LIGHT.length}`;
}

export function fill(index: number): string {
  return `f${index % LIGHT.length}`;
}

export function label(
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  return `<text x="${place(x)}" y="${place(y)}" text-anchor="${anchor}">${escaped(text)}</text>`;
}

export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  name: 'axis' | 'grid',
): string {
  const [x1, y1] = from.map(place);
  const [x2, y2] = to.map(place);
  return `<line class="${name}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
}

export function path(points: readonly (readonly [number, number])[], colour: number): string {
  const steps = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${place(x)} ${place(y)}`);
  return `<path class="${stroke(colour)}" d="${steps.join('')}"/>`;
}

export function dot(x: number, y: number, colour: number): string {
  return `<circle class="${fill(colour)}" cx="${place(x)}" cy="${place(y)}" r="4"/>`;
}

/** Names beside their colours, one under the other. */
export function legend(names: readonly string[], x: number, y: number): string[] {
  return names.flatMap((name, i) => [dot(x, y + i * 16 - 4, i), label(x + 10, y + i * 16, name)]);
}

function place(value: number): number {
  return Math.round(value * 10) / 10;
}

function colours(hues: readonly string[]): string {
  return hues
    .map((hue, i) => `.s${i}{stroke:${hue};stroke-width:2;fill:none}.f${i}{fill:${hue}}`)
    .join('');
}
