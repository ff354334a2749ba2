/**
 * One thread reads a batch faster than several share it. A batch is one part: the tables find
 * repeats themselves, so looking for them within a batch is work for nothing.
 */
export const INSERT_SETTINGS =
  'max_threads = 1, max_insert_threads = 1, optimize_on_insert = 0, input_format_parallel_parsing = 0, async_insert = 0';
