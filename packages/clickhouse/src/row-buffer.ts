/** Bytes under construction; `bytes` and `view` are one memory, replaced when it grows. */
export interface RowBuffer {
  bytes: Buffer;
  view: DataView;
  /** Where the next row begins. */
  end: number;
  rows: number;
}

export function createRowBuffer(capacity: number): RowBuffer {
  const bytes = Buffer.allocUnsafeSlow(capacity);
  return { bytes, view: viewOf(bytes), end: 0, rows: 0 };
}

/** Makes room for `room` bytes behind `position`, keeping what is before it. */
export function grow(buffer: RowBuffer, position: number, room: number): void {
  const bytes = Buffer.allocUnsafeSlow(Math.max(buffer.bytes.length * 2, position + room));
  buffer.bytes.copy(bytes, 0, 0, position);
  buffer.bytes = bytes;
  buffer.view = viewOf(bytes);
}

/** Writes a string of any length or script and leaves `reserve` bytes behind it. */
export function writeText(buffer: RowBuffer, at: number, text: string, reserve: number): number {
  const wellFormed = text.toWellFormed();
  const size = Buffer.byteLength(wellFormed);
  if (buffer.bytes.length - at < size + reserve + 5) grow(buffer, at, size + reserve + 5);
  const position = writeLength(buffer.bytes, at, size);
  return position + buffer.bytes.write(wellFormed, position);
}

/** Writes LEB128, as RowBinary has every length. */
export function writeLength(bytes: Buffer, at: number, length: number): number {
  let position = at;
  let rest = length;
  while (rest > 127) {
    bytes[position++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[position++] = rest;
  return position;
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
