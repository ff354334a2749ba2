import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDirectorySource } from './directory-source.ts';
import { loadNumbering } from './load-numbering.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-source-'));
const file = join(folder, 'directory.csv');
const numbering = loadNumbering();
afterAll(() => rmSync(folder, { recursive: true }));

/** What is logged at each level. */
function recorded() {
  const said: string[] = [];
  const at = (level: string) => (_fields: object, message: string) =>
    void said.push(`${level}: ${message}`);
  return { said, log: { info: at('info'), warn: at('warn') } };
}

describe('a directory from a file', () => {
  it('is read again when asked, and stays when the file is bad', async () => {
    const { said, log } = recorded();
    writeFileSync(file, 'subscriber,lines\nC7,0312340007\n');
    const source = createDirectorySource({ file, numbering, log });
    const holder = () => source.directory.holding('+81312340007', 0)?.subscriber;
    await source.start();
    expect(holder()).toBe('C7');
    writeFileSync(file, 'subscriber,lines\nC8,0312340007\n');
    await source.reload();
    expect(holder()).toBe('C8');
    writeFileSync(file, 'nonsense\n');
    await expect(source.reload()).rejects.toMatchObject({ name: 'DataFileError' });
    expect(holder()).toBe('C8');
    expect(said).toEqual(['info: directory of subscribers read']);
    await source.stop();
  });

  it('is refused at once when it cannot be read', () => {
    const absent = join(folder, 'absent.csv');
    const { log } = recorded();
    expect(() => createDirectorySource({ file: absent, numbering, log })).toThrow(/absent\.csv/);
  });

  it('is empty without a file', () => {
    expect(createDirectorySource({ numbering, log: recorded().log }).directory.size).toBe(0);
  });
});
