import { describeAccounts } from '../testing/accounts-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeSessions } from '../testing/sessions-suite.ts';
import { describeTokens } from '../testing/tokens-suite.ts';

const database = embeddedDatabase();

describeSessions(database);
describeAccounts(database);
describeTokens(database);
