import { describeDestinations } from './testing/destinations-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeDestinations(testDatabase());
