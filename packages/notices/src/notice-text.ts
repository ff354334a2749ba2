/** A notice as it is read: a line a string, `''` between paragraphs. */
export interface NoticeText {
  subject: string;
  lines: readonly string[];
}

export function bodyOf({ lines }: Pick<NoticeText, 'lines'>): string {
  return `${lines.join('\n')}\n`;
}
