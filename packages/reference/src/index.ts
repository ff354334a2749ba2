export { type AddressCountries, loadAddressCountries } from './address-countries.ts';
export {
  createDirectorySource,
  type DirectorySource,
} from './directory-source.ts';
export {
  DEFAULT_RULES,
  loadDirectory,
  loadNumbering,
  loadPolicy,
  loadRuleSet,
  type NumberingFiles,
  readBytes,
  readText,
} from './reference-data.ts';
export { UnreadableFileError } from './unreadable-file-error.ts';
