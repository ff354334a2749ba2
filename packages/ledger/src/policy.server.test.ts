import { describePolicy } from './testing/policy-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describePolicy(testDatabase());
