import { migrate } from '../migrate.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeMigrations } from '../testing/migrations-suite.ts';

const database = embeddedDatabase({ isMigrated: false });

describeMigrations(database, (folder) => migrate(database.ledger, folder));
