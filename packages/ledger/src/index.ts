export {
  createDirectory,
  type Directory,
  type DirectoryEntry,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './directory.ts';
export { parseDirectory } from './parse-directory.ts';
