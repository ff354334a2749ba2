export { type AddressCountries, loadAddressCountries } from './address-countries.ts';
export {
  createDirectorySource,
  type DirectorySource,
} from './directory-source.ts';
export { loadNumbering, type NumberingFiles } from './load-numbering.ts';
export { readBytes, readText } from './read-file.ts';
export { DEFAULT_RULES, loadDirectory, loadPolicy, loadRuleSet } from './reference-data.ts';
export { UnreadableFileError } from './unreadable-file-error.ts';
