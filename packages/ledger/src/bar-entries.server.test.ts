import { describeBarEntries } from './testing/bar-entries-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeBarEntries(testDatabase());
