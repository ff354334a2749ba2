import { describeAudit } from './testing/audit-suite.ts';
import { describeNumberHolds } from './testing/number-hold-suite.ts';
import { testDatabase } from './testing/test-database.ts';

const database = testDatabase();

describeAudit(database);
describeNumberHolds(database);
