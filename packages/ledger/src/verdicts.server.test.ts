import { testDatabase } from './testing/test-database.ts';
import { describeVerdicts } from './testing/verdicts-suite.ts';

describeVerdicts(testDatabase());
