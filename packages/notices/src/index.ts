export { type BlindNotice, blindNotice } from './blind-notice.ts';
export {
  CUSTOMER_NOTICES,
  type CustomerNotice,
  type CustomerNoticeKind,
  customerNotice,
} from './customer-notice.ts';
export { isOpen, opensAt } from './desk-hours.ts';
export { type DestinationNotice, destinationNotice } from './destination-notice.ts';
export type { EpisodeFacts, SeenFinding } from './episode-facts.ts';
export { ladderOf, planSteps } from './ladder.ts';
export type { Language } from './language.ts';
export { needsPerson } from './needs-person.ts';
export { type NocAction, type NocNotice, nocNotice } from './noc-notice.ts';
export { NOC_WORDS } from './noc-words.ts';
export { bodyOf, type NoticeText } from './notice-text.ts';
export { parseNoticeSettings } from './parse-settings.ts';
export { laddersOf, profileOf } from './profile-of.ts';
export { NoticeSettingsError } from './settings-error.ts';
export type {
  ChannelSettings,
  CommandSettings,
  MailSettings,
  NoticeSettings,
  WebhookSettings,
} from './settings-schema.ts';
export { shownSubscriber } from './shown-subscriber.ts';
export { hasGrown, type OpenedEpisode, type Wave, wavesOf } from './wave.ts';
export { waveNotice } from './wave-notice.ts';
