/** A topic to make where it lacks. */
export interface Topic {
  topic: string;
  partitions: number;
}

export function sekishoTopics(partitions: number): Topic[] {
  return [
    { topic: 'cdr', partitions },
    { topic: 'cdr.rejected', partitions: 1 },
  ];
}
