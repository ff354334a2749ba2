import { testDatabase } from '@sekisho/ledger/testing';
import { describeCrashes } from '../testing/crash-suite.ts';

const database = testDatabase();

describeCrashes({ place: () => database.url, use: (work) => work(database.ledger) });
