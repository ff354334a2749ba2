import { describeAudit } from '../testing/audit-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeNumberHolds } from '../testing/number-hold-suite.ts';

const database = embeddedDatabase();

describeAudit(database);
describeNumberHolds(database);
