import { WireReader } from './wire.ts';

const NOTHING = Buffer.alloc(0);

/**
 * The user data of what a member joined with. Nothing where the bytes are not in that form, which
 * the library's own reader could follow without end.
 */
export function userDataOf(metadata: Buffer): Buffer {
  const reader = new WireReader(metadata);
  try {
    reader.int16();
    for (let topics = reader.int32(); topics > 0; topics--) reader.bytes(lengthOf(reader.int16()));
    return reader.bytes(lengthOf(reader.int32()));
  } catch (error) {
    if (error instanceof RangeError) return NOTHING;
    throw error;
  }
}

function lengthOf(read: number): number {
  if (read < 0) throw new RangeError('a length below zero');
  return read;
}
