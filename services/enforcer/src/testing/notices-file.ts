/** A notices file as tests need it: one service, no waiting, a channel that fails and one that works. */
export function noticesFile(changes: {
  mailPort?: number;
  channels?: string;
  ladder?: string;
  language?: 'ja' | 'en';
}): string {
  const { mailPort = 9, language = 'en', ladder = '{ after: 0s, channels: [chat] }' } = changes;
  const both = (text: string) => `{ ja: ${text}, en: ${text} }`;
  return `
services:
  "*":
    name: ${both('phone')}
    desk:
      name: ${both('desk')}
      phone: 0120-000-000
      open: [{ days: daily, from: "00:00", to: "24:00" }]
    terms: { document: ${both('terms')}, clause: ${both('clause-5')}, version: ${both('v2')}, date: 2015-08-20 }
mail: { host: 127.0.0.1, port: ${mailPort}, tls: none, from: { name: desk, address: desk@example.jp }, timeout: 1s }
language: ${language}
channels:
  ${changes.channels ?? 'chat: { kind: command, run: ["true"] }'}
ladders:
  - steps: [${ladder}]
`;
}
