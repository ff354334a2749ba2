import { isAbsentValue } from './absent-value.ts';
import { isKnownName, plainName } from './role-score.ts';

const DATA = /\d{4,}|^\d+(?:[.,]\d+)?$|\d{1,2}:\d{2}/;
const TYPE =
  /^(?:u?int(?:eger)?|bigint|varchar|char|text|string|datetime|timestamp|date|time|float|double|decimal|number|bool(?:ean)?)(?:\s*\(.*\))?$/i;
const KNOWN = 2;

/** Whether the first cells of a table name its columns: by known names, or unlike the rows below. */
export function isHeader(first: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const names = first.filter((cell) => cell !== '');
  if (names.length < first.length / 2 || names.some((cell) => DATA.test(cell))) return false;
  if (names.every(isAbsentValue)) return false;
  const known = names.filter((cell) => isKnownName(plainName(cell))).length;
  if (known >= KNOWN) return true;
  const below = rows.slice(0, 50);
  const contrasts = first.filter((cell, at) => cell !== '' && isData(below, at)).length;
  return contrasts >= Math.max(1, first.length / 4);
}

/** Some databases write the types of the columns under their names. */
export function isTypes(cells: readonly string[]): boolean {
  const present = cells.filter((cell) => cell !== '');
  return present.length > 1 && present.every((cell) => TYPE.test(cell));
}

function isData(rows: readonly (readonly string[])[], at: number): boolean {
  const cells = rows.map((row) => row[at] ?? '').filter((cell) => cell !== '');
  return cells.length > 0 && cells.filter((cell) => DATA.test(cell)).length >= cells.length * 0.7;
}
