/*
 * JavaScript that writes the variable `x` into `b` at `p`, and `fail` runs where it does not fit.
 * `v` is a view of `b`, `w` the buffer they belong to; `i`, `n` and `c` are free to use.
 */

/** Strings up to this length have one byte of length and are copied in place. */
export const shortText = 64;

export function text(x: string, fail: string, reserve: number): string {
  return `if (${x} === undefined || ${x} === '') b[p++] = 0;
    else {
      if (typeof ${x} !== 'string') ${fail};
      n = ${x}.length; i = 0;
      if (n <= ${shortText}) {
        for (; i < n; i++) { c = ${x}.charCodeAt(i); if (c > 127) break; b[p + 1 + i] = c; }
      }
      if (i === n) { b[p] = n; p += n + 1; }
      else { p = writeText(w, p, ${x}, ${reserve}); b = w.bytes; v = w.view; }
    }`;
}

export function fixed(length: number, x: string, fail: string): string {
  return `n = ${x} === undefined ? 0 : typeof ${x} === 'string' ? Buffer.byteLength(${x}) : ${length + 1};
    if (n > ${length}) ${fail};
    b.fill(0, p, p + ${length}); if (n > 0) b.write(${x}, p); p += ${length};`;
}

export function integer(bits: number, signed: boolean, x: string, fail: string): string {
  const top = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
  const high = Math.min(top, Number.MAX_SAFE_INTEGER);
  const low = signed ? -high - (bits < 64 ? 1 : 0) : 0;
  if (bits === 64) return bounded(x, fail, low, high, eightBytes(x));
  const store = bits === 8 ? `b[p] = ${x};` : `v.setInt${bits}(p, ${x}, true);`;
  return bounded(x, fail, low, high, `${store} p += ${bits / 8};`);
}

export function bounded(x: string, fail: string, low: number, high: number, store: string): string {
  return `if (!(${x} >= ${low} && ${x} <= ${high} && Math.floor(${x}) === ${x})) ${fail}; ${store}`;
}

// Two halves: a BigInt per value would be an allocation per value.
export function eightBytes(x: string): string {
  return `v.setUint32(p, ${x}, true); v.setInt32(p + 4, Math.floor(${x} / 4294967296), true); p += 8;`;
}

export function choose(
  values: readonly { name: string; value: number }[],
  x: string,
  fail: string,
): string {
  const choices = values.map(
    ({ name, value }) => `${x} === ${JSON.stringify(name)} ? ${value & 255} : `,
  );
  return `${choices.join('')}${fail}`;
}
