import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describeRestrictions } from '../testing/restrictions-suite.ts';

describeRestrictions(embeddedDatabase());
