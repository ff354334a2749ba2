import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeNotices } from '../testing/notices-suite.ts';

describeNotices(embeddedDatabase());
