import { describeDirectory } from './testing/directory-suite.ts';
import { embeddedDatabase } from './testing/embedded-database.ts';

describeDirectory(embeddedDatabase());
