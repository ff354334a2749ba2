import { describeDirectory } from './testing/directory-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeDirectory(testDatabase());
