import { embeddedDatabase } from '../testing/embedded-database.ts';
import { describePolicy } from '../testing/policy-suite.ts';

describePolicy(embeddedDatabase());
