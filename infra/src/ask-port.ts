import { connect } from 'node:net';

const ANSWER_WITHIN_MS = 1000;

/** Sends bytes to a loopback port; the first bytes of the answer, or nothing. */
export function askPort(port: number, question: Uint8Array): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(question));
    const end = (answer: Buffer | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_WITHIN_MS, () => end(undefined));
    socket.once('data', end);
    socket.once('error', () => end(undefined));
    socket.once('close', () => end(undefined));
  });
}
