import { describeAudit } from '../testing/audit-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';

describeAudit(embeddedDatabase());
