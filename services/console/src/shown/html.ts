import type { html } from 'hono/html';

/** Markup whose values have been escaped. */
export type Html = ReturnType<typeof html>;
