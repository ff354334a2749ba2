import { Help } from 'commander';
import { expect, it } from 'vitest';
import { allCommands } from './command-groups.ts';

it.each(allCommands())('$name is what the table says of it', async ({ name, entry }) => {
  const command = await entry.load({});
  const term = new Help().subcommandTerm(command);
  expect(term).toBe(`${name} ${entry.usage}`.trimEnd());
});
