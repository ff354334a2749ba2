import { html } from 'hono/html';
import type { PageLayout } from '../access/parts.ts';
import { wordsOf } from '../words/index.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/language.ts';

/** A page of signing in: nothing of the installation, and no script. */
export const signInLayout: PageLayout = (title, body, language) => {
  const words = wordsOf(language);
  const others = LANGUAGES.filter((each) => each !== language).map(
    (each) =>
      html`<a lang="${each}" hreflang="${each}" href="/sign-in?lang=${each}">${LANGUAGE_NAMES[each]}</a>`,
  );
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${words.brand}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
</head>
<body>
<header class="top"><span class="brand"><span lang="ja" aria-hidden="true">関所</span> Sekisho</span>
<div class="session"><span class="languages" role="group" aria-label="${words.languageLabel}">${others}</span></div></header>
<main id="content"><h1>${title}</h1>
${body}
</main>
</body>
</html>`;
};
