import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeVerdicts } from '../testing/verdicts-suite.ts';

describeVerdicts(embeddedDatabase());
