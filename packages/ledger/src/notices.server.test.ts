import { describeNotices } from './testing/notices-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeNotices(testDatabase());
