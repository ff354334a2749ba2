import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { NoticeSettingsError, parseNoticeSettings } from '@sekisho/notices';
import { createDelivery, type Delivery, type DeliveryOptions } from './delivery.ts';

/**
 * Reads a notices file, and the secrets that it names.
 * @throws NoticeSettingsError naming file, line, key and mend
 */
export function loadDelivery(file: string, options: DeliveryOptions): Delivery {
  const settings = parseNoticeSettings(readText(file), basename(file));
  try {
    return createDelivery(settings, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new NoticeSettingsError(basename(file), [{ line: 1, key: '', message }]);
  }
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
