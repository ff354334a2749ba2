import type { Checkpoint, FileMark } from './checkpoint.ts';
import { beginning, type ContentMark } from './content-mark.ts';
import type { FollowedFiles } from './followed-files.ts';
import { matchContent } from './match-content.ts';
import type { ListedFile } from './settled-files.ts';

export interface FoundMark {
  mark: ContentMark;
  /** Whether the content up to there was once all there was. */
  wasWhole: boolean;
}

export interface FindMarkParts {
  checkpoint: Checkpoint;
  followed: FollowedFiles;
  /** Whether files grow for ever, and may be cut or renamed at any size. */
  follow: boolean;
}

/** Where a file goes on: behind what is known of its content, under whatever name. */
export async function findMark(
  file: ListedFile,
  { checkpoint, followed, follow }: FindMarkParts,
): Promise<FoundMark> {
  const left = await followed.resume(file.name, file.path);
  if (left !== undefined) return { mark: left, wasWhole: false };
  const own = checkpoint.files.get(file.name);
  const known = [...checkpoint.files.values(), ...checkpoint.former];
  const candidates = known.filter((each) => each === own || mayBegin(file, each, follow));
  const match = await matchContent(file.path, candidates);
  if (match?.known !== own) checkpoint.replace(file.name);
  return { mark: match?.mark ?? beginning(), wasWhole: match?.known.done === true };
}

/** Whether a file may begin with a known content; of a packed one the sizes do not tell. */
function mayBegin(
  { name, size }: ListedFile,
  { offset, done }: FileMark,
  follow: boolean,
): boolean {
  if (name.endsWith('.gz') || offset === size) return true;
  return offset < size && (follow || !done);
}
