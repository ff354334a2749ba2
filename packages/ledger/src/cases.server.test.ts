import { describeCases } from './testing/cases-suite.ts';
import { testDatabase } from './testing/test-database.ts';

describeCases(testDatabase());
