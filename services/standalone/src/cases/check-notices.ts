import { type Channel, type Delivery, loadDelivery } from '@sekisho/enforcer';
import { customerNotice, type Language, profileOf } from '@sekisho/notices';

export interface CheckedNotice {
  channel: string;
  sent: boolean;
  /** `null` where there is none. */
  problem: string | null;
}

export interface CheckOptions {
  /** Whether nothing is sent. */
  isDry: boolean;
  /** Who gets what a customer would. */
  to: string | undefined;
  environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Sends a test notice through each channel of a file.
 * @throws NoticeSettingsError
 */
export async function checkNotices(file: string, options: CheckOptions): Promise<CheckedNotice[]> {
  const delivery = loadDelivery(file, { now: Date.now, environment: options.environment });
  const { isDry, to } = options;
  try {
    const channels = [...delivery.channels.values()];
    if (isDry) return channels.map(({ name }) => ({ channel: name, sent: false, problem: null }));
    const checked = await Promise.all(
      channels.map((channel) => check(channel.name, () => test(channel))),
    );
    if (to === undefined) return checked;
    const mails = (['ja', 'en'] as const).map((language) =>
      check(`customer ${language}`, () => sample(delivery, to, language)),
    );
    return [...checked, ...(await Promise.all(mails))];
  } finally {
    delivery.close();
  }
}

async function check(channel: string, send: () => Promise<void>): Promise<CheckedNotice> {
  try {
    await send();
    return { channel, sent: true, problem: null };
  } catch (error) {
    return {
      channel,
      sent: false,
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

function test(channel: Channel): Promise<void> {
  const lines = ['This is a test of Sekisho. Nothing has happened.', 'これは関所の試験通知です。'];
  return channel.send({
    id: `test-${Date.now()}`,
    subjectId: 'test',
    kind: 'test',
    at: Date.now(),
    text: { subject: '[TEST] Sekisho', lines },
    data: { test: true },
  });
}

function sample({ settings, mailer }: Delivery, to: string, language: Language): Promise<void> {
  const [service = '*'] = Object.keys(settings.services);
  const now = Date.now();
  const text = customerNotice(
    {
      kind: 'barred',
      caseId: 'c-test',
      subscriber: 'TEST',
      contactName: '',
      at: now,
      until: now + 43_200_000,
      facts: undefined,
      terms: undefined,
      profile: profileOf(settings, service),
      now,
    },
    language,
  );
  const subject = `[TEST] ${text.subject}`;
  return mailer.send({
    id: `test-${language}-${now}`,
    to: [to],
    text: { ...text, subject },
    language,
  });
}
