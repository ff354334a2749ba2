import type { CustomerWords } from './customer-words.ts';

export const ENGLISH: CustomerWords = {
  subject: {
    barred: (caseId) => `Important: your international calls are restricted for a time (${caseId})`,
    extended: (caseId) => `Important: your international calls stay restricted longer (${caseId})`,
    lifted: (caseId) => `Your international calls are no longer restricted (${caseId})`,
  },
  dear: (name) => `Dear ${name},`,
  thanks: (service) => `Thank you for using ${service}.`,
  what: {
    barred: (subscriber) =>
      `On contract ${subscriber} we saw international calls that look like misuse by somebody else, and have restricted its international calls for a time.`,
    extended: (subscriber) =>
      `On contract ${subscriber} we saw more international calls that look like misuse by somebody else; its international calls stay restricted longer.`,
    lifted: (subscriber) =>
      `International calls on contract ${subscriber} are no longer restricted.`,
  },
  bar: {
    title: 'The restriction',
    from: (time) => `- from ${time}`,
    until: (time) => `- until ${time}; it ends by itself`,
    lifted: (time) => `- ended ${time}`,
    notConcerned: '- Domestic and emergency calls (110, 118, 119) are not restricted.',
  },
  seen: {
    title: 'What we saw',
    unknown: '- Ask our desk, named below, for numbers of calls and other details.',
    span: (from, to) => `- between ${from} and ${to}`,
    calls: (count) => `- ${count} international calls`,
    countries: (names) => `- to ${names}`,
    cost: (yen) => `- worth about ${yen} yen (this is not a bill)`,
  },
  question: {
    title: 'Please tell us',
    lines: [
      '- Were these calls your own? Please tell our desk, named below.',
      '- Once we know that they were, we lift the restriction before its end.',
      '- We call back on the number that your contract names. We never ask for a password in a mail.',
    ],
  },
  checks: {
    title: 'What to check',
    of: {
      registration: [
        '- Can extensions register on your IP-PBX from the Internet? Remove every connection that is not needed.',
        '- Is any extension registered that you do not know?',
        '- Are passwords of extensions easy to guess?',
      ],
      'call-through': [
        '- Can somebody dial in and out again through your PBX, or is a line forwarded abroad? Turn it off where it is not needed.',
        '- Is its PIN easy to guess? Use authentication by caller number where your PBX has it.',
      ],
    },
    always: [
      '- Change administrators’ passwords, and look through access logs.',
      '- If you never call abroad, block international calls on your equipment.',
      '- The maker of your equipment, or whoever looks after it, can help.',
    ],
  },
  desk: {
    title: 'Our desk',
    reach: (name, phone) => `- ${name}, ${phone}`,
    mail: (address) => `- ${address}`,
    hours: (hours) => `- ${hours}`,
    now: (reach) => `- ${reach}`,
    reference: (caseId) => `- Your reference: ${caseId}`,
  },
  terms: {
    title: 'On what terms',
    line: (document, clause, version, since) =>
      `- ${document}, ${clause} (${version}, in force since ${since})`,
  },
};
