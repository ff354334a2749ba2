import { checkMapping } from './check-mapping.ts';
import type { Mapping } from './mapping.ts';
import { withDefaults } from './mapping-defaults.ts';
import { MappingError, type MappingProblem } from './mapping-error.ts';
import { mappingSchema } from './mapping-schema.ts';
import { readYaml } from './read-yaml.ts';

/** Reads the YAML of a mapping. @throws MappingError with everything that is wrong with it */
export function parseMapping(text: string, file: string): Mapping {
  const { value, lineOf } = readYaml(text, file);
  const problems: MappingProblem[] = [];
  const tell = (path: readonly PropertyKey[], message: string) => {
    problems.push({ line: lineOf(path), key: path.join('.') || null, message });
  };
  const result = mappingSchema.safeParse(value);
  if (!result.success) {
    for (const { path, message } of result.error.issues) tell(path, message);
    throw new MappingError(file, sorted(problems));
  }
  const mapping = withDefaults(result.data);
  checkMapping(mapping, tell);
  if (problems.length > 0) throw new MappingError(file, sorted(problems));
  return mapping;
}

function sorted(problems: readonly MappingProblem[]): MappingProblem[] {
  return problems.toSorted((a, b) => a.line - b.line);
}
