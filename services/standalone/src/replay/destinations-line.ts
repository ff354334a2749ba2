import type { DestinationCaseVersion } from '@sekisho/rules';

/** What a replay says of the destinations that people should decide on. */
export function destinationsLine(
  cases: readonly DestinationCaseVersion[],
  data: string | undefined,
): string {
  const attacked = cases.filter(({ kind }) => kind === 'attacked').length;
  const where =
    data === undefined ? '--data DIR keeps them' : `sekisho destinations --all --data ${data}`;
  return `${cases.length} destinations for people to decide on (${attacked} attacked, ${cases.length - attacked} hotlines); ${where}`;
}
