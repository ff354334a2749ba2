import { DEFAULT_RULES, loadRuleSet, readText } from '@sekisho/reference';
import { ruleSetJsonSchema } from '@sekisho/rules';
import { Command } from 'commander';

export function rulesCommand(): Command {
  const command = new Command('rules')
    .option('--schema', 'print the JSON schema of a rule set instead')
    .action(({ schema }: { schema?: boolean }) => {
      process.stdout.write(schema === true ? schemaText() : readText(DEFAULT_RULES));
    });
  command
    .command('check')
    .description('tell what is wrong in a rule set, and where')
    .argument('<file>', 'YAML')
    .action((file: string) => {
      const { version, rules } = loadRuleSet(file);
      process.stdout.write(`${file}: in order, ${rules.length} rules, version ${version}\n`);
    });
  return command;
}

function schemaText(): string {
  return `${JSON.stringify(ruleSetJsonSchema(), null, 2)}\n`;
}
