import { migrateLedger } from './migrate.ts';
import { describeMigrations } from './testing/migrations-suite.ts';
import { testDatabase } from './testing/test-database.ts';

const database = testDatabase({ isMigrated: false });

describeMigrations(database, (folder) => migrateLedger(database.url, folder));
