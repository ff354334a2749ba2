import pg from 'pg';

const { builtins } = pg.types;
const JSON_TYPES = new Set<number>([builtins.JSON, builtins.JSONB]);

/** By type: what comes out is what the client of a server makes of it, `int8` a string among it. */
export const parsers = Object.fromEntries(
  Object.values(builtins).map((type) => [type, pg.types.getTypeParser(type, 'text')]),
);

/** By type: what goes in, text as the engine reads it. */
export const serializers = Object.fromEntries(
  Object.values(builtins)
    .filter((type) => type !== builtins.BYTEA)
    .map((type) => [type, JSON_TYPES.has(type) ? jsonText : text]),
);

function text(value: unknown): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function jsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
