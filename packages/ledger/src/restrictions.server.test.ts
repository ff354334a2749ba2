import { describeRestrictions } from './testing/restrictions-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeRestrictions(testDatabase());
