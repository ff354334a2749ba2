export {
  DEFAULT_RULES,
  loadDirectory,
  loadNumbering,
  loadRuleSet,
  type NumberingFiles,
  readText,
} from './reference-data.ts';
export { UnreadableFileError } from './unreadable-file-error.ts';
