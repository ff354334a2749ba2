import type { NoticeSettings } from './settings-schema.ts';

/** A fault that no schema tells. */
export interface Fault {
  path: readonly (string | number)[];
  message: string;
}

/** What is wrong with a file that should hold a text of at least so many characters, and the mend. */
export type FileProblem = (file: string, least: number) => string | undefined;

const SHORTEST_SECRET = 32;

/** What is wrong between parts that are right by themselves. */
export function faultsOf(settings: NoticeSettings, fileProblem: FileProblem): Fault[] {
  return [
    ...mailFaults(settings),
    ...ladderFaults(settings),
    ...serviceFaults(settings),
    ...fileFaults(settings, fileProblem),
  ];
}

function fileFaults({ mail, channels }: NoticeSettings, fileProblem: FileProblem): Fault[] {
  const named: [string[], string | undefined, number][] = [
    [['mail', 'caFile'], mail?.caFile, 1],
    [['mail', 'passwordFile'], mail?.passwordFile, 1],
    ...Object.entries(channels).map(([name, one]): [string[], string | undefined, number] => [
      ['channels', name, 'secretFile'],
      one.kind === 'webhook' ? one.secretFile : undefined,
      SHORTEST_SECRET,
    ]),
  ];
  return named.flatMap(([path, file, least]) => {
    const message = file === undefined ? undefined : fileProblem(file, least);
    return message === undefined ? [] : [{ path, message }];
  });
}

function mailFaults({ mail, customers, channels }: NoticeSettings): Fault[] {
  if (mail !== undefined) {
    if ((mail.user === undefined) === (mail.passwordFile === undefined)) return [];
    return [
      { path: ['mail'], message: 'user and passwordFile belong together; write both or none' },
    ];
  }
  const needing = Object.entries(channels).filter(([, { kind }]) => kind === 'mail');
  return [
    ...(customers.notify
      ? [{ path: ['customers'], message: 'there is no mail server; write mail, or notify: false' }]
      : []),
    ...needing.map(([name]) => ({
      path: ['channels', name],
      message: 'there is no mail server; write mail',
    })),
  ];
}

function ladderFaults({ ladders, channels }: NoticeSettings): Fault[] {
  return ladders.flatMap(({ steps }, l) => {
    const first: Fault[] =
      steps[0]?.after === 0
        ? []
        : [
            {
              path: ['ladders', l, 'steps', 0, 'after'],
              message: 'the first step is at once; write 0s',
            },
          ];
    const others = steps.flatMap(({ after, channels: named }, s): Fault[] => {
      const path = ['ladders', l, 'steps', s];
      const before = steps[s - 1]?.after ?? 0;
      const unknown = named.filter((name) => !Object.hasOwn(channels, name));
      return [
        ...(after < before
          ? [{ path: [...path, 'after'], message: 'before the step above it; order them' }]
          : []),
        ...unknown.map((name) => ({
          path: [...path, 'channels'],
          message: `no channel is named ${name}; write it under channels`,
        })),
      ];
    });
    return [...first, ...others];
  });
}

function serviceFaults({ services }: NoticeSettings): Fault[] {
  if (Object.hasOwn(services, '*')) return [];
  return [
    {
      path: ['services'],
      message: "no profile for services not named here; write one under '*'",
    },
  ];
}
