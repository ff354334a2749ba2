import { describeDestinations } from '../testing/destinations-suite.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';

describeDestinations(embeddedDatabase());
