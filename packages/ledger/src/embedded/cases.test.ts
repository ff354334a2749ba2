import { describeCases } from '../testing/cases-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';

describeCases(embeddedDatabase());
