import { describeBarEntries } from '../testing/bar-entries-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';

describeBarEntries(embeddedDatabase());
