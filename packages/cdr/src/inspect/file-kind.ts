/** What a file is that holds no text, by its first bytes, and what to do with it. */
export function foreignKind(bytes: Buffer): string | undefined {
  const kind = KINDS.find(({ begins }) => begins(bytes));
  if (kind !== undefined) return kind.says;
  const zeros = bytes.filter((byte) => byte === 0).length;
  return zeros > bytes.length / 100
    ? 'a binary file; records in ASN.1 (3GPP, TAP) and the like have to be converted to CSV or JSON first'
    : undefined;
}

interface Kind {
  begins(bytes: Buffer): boolean;
  says: string;
}

const KINDS: readonly Kind[] = [
  {
    begins: magic('PK\u0003\u0004'),
    says: 'a ZIP archive or an Excel workbook; unpack it, or save the sheet as CSV',
  },
  { begins: magic('\xd0\xcf\x11\xe0'), says: 'an old Excel workbook; save the sheet as CSV' },
  { begins: magic('%PDF'), says: 'a PDF; ask for the records as CSV' },
  { begins: magic('SQLite format 3'), says: 'an SQLite database; export the table as CSV' },
  { begins: magic('PAR1'), says: 'a Parquet file; export it as CSV or NDJSON' },
  { begins: magic('BZh'), says: 'packed with bzip2; unpack it, or pack it with gzip' },
  { begins: magic('\xfd7zXZ'), says: 'packed with xz; unpack it, or pack it with gzip' },
  { begins: magic('\x28\xb5\x2f\xfd'), says: 'packed with zstd; unpack it, or pack it with gzip' },
  { begins: magic('\xff\xfe'), says: utf16('UTF-16LE') },
  { begins: magic('\xfe\xff'), says: utf16('UTF-16BE') },
  {
    begins: (bytes) => zeroShare(bytes, 1) > 0.4 && zeroShare(bytes, 0) < 0.1,
    says: utf16('UTF-16LE'),
  },
  {
    begins: (bytes) => zeroShare(bytes, 0) > 0.4 && zeroShare(bytes, 1) < 0.1,
    says: utf16('UTF-16BE'),
  },
  {
    begins: (bytes) => /^\s*<(?:\?xml|!DOCTYPE|html)/i.test(bytes.toString('latin1', 0, 64)),
    says: 'XML or HTML; convert its records to CSV or JSON first',
  },
];

function magic(text: string): (bytes: Buffer) => boolean {
  return (bytes) => bytes.toString('latin1', 0, text.length) === text;
}

function utf16(name: string): string {
  return `text in ${name}; convert it first: iconv -f ${name} -t UTF-8`;
}

/** Among the bytes at even or odd places the share that is 0. */
function zeroShare(bytes: Buffer, odd: 0 | 1): number {
  const half = Math.floor(bytes.length / 2);
  if (half < 8) return 0;
  let zeros = 0;
  for (let at = odd; at < half * 2; at += 2) if (bytes[at] === 0) zeros++;
  return zeros / half;
}
