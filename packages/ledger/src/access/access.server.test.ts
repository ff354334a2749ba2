import { describeAccounts } from '../testing/accounts-suite.ts';
import { describeSessions } from '../testing/sessions-suite.ts';
import { testDatabase } from '../testing/test-database.ts';
import { describeTokens } from '../testing/tokens-suite.ts';

const database = testDatabase();

describeSessions(database);
describeAccounts(database);
describeTokens(database);
