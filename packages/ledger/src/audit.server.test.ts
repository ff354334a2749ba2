import { describeAudit } from './testing/audit-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeAudit(testDatabase());
