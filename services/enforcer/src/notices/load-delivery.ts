import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type NoticeSettings, NoticeSettingsError, parseNoticeSettings } from '@sekisho/notices';
import { secretFile } from '@sekisho/runtime';
import { createDelivery, type Delivery, type DeliveryOptions } from './delivery.ts';

/**
 * Reads a notices file, and the secrets that it names.
 * @throws NoticeSettingsError naming file, line, key and mend
 */
export function loadDelivery(file: string, options: DeliveryOptions): Delivery {
  return createDelivery(readNoticeSettings(file), options);
}

/** @throws NoticeSettingsError naming file, line, key and mend */
export function readNoticeSettings(file: string): NoticeSettings {
  return parseNoticeSettings(readText(file), basename(file), fileProblem);
}

function fileProblem(file: string, least: number): string | undefined {
  const read = secretFile(least).safeParse(file);
  return read.success ? undefined : read.error.issues.map(({ message }) => message).join('; ');
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    const message = `cannot be read (${why}); name a notices file, see docs/notices.md`;
    throw new NoticeSettingsError(file, [{ line: 1, key: '', message }]);
  }
}
