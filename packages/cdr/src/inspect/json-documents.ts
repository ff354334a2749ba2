const QUOTE = '"';

/** Objects that stand in a text one after another or in an array, the last one cut short left out. */
export function jsonDocuments(text: string, most: number): Record<string, unknown>[] {
  const documents: Record<string, unknown>[] = [];
  let [depth, start, isInString] = [0, 0, false];
  for (let at = 0; at < text.length && documents.length < most; at++) {
    const character = text[at];
    if (isInString) {
      if (character === '\\') at++;
      else if (character === QUOTE) isInString = false;
    } else if (character === QUOTE) isInString = depth > 0;
    else if (character === '{') {
      if (depth === 0) start = at;
      depth++;
    } else if (character === '}' && depth > 0) {
      depth--;
      if (depth === 0) documents.push(...parsed(text.slice(start, at + 1)));
    }
  }
  return documents;
}

function parsed(text: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(text) as Record<string, unknown>];
  } catch {
    return [];
  }
}
