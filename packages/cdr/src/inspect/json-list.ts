/** The key of a document that holds its records in a list; `undefined` of any other. */
export function listInside(documents: readonly Record<string, unknown>[]): string | undefined {
  const [only] = documents;
  if (documents.length !== 1 || only === undefined) return undefined;
  return Object.entries(only).find(([, value]) => isListOfObjects(value))?.[0];
}

function isListOfObjects(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'object' && item !== null && Object.keys(item).length > 2)
  );
}
