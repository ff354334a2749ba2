import { NOC_WORDS } from '@sekisho/notices';
import { html } from 'hono/html';
import type { Html } from '../shown/html.ts';
import { shortTime } from '../shown/time.ts';
import type { View } from '../web/env.ts';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/language.ts';

export type Place = 'queue' | 'restrictions' | 'health' | 'other';

const PLACES = { queue: '/', restrictions: '/restrictions', health: '/health' } as const;

/** A page whole. */
export function layout(
  view: View,
  { title, place }: { title: string; place: Place },
  body: Html,
): Html {
  const { words, language } = view;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="htmx-config" content="includeIndicatorCSS:false">
<title>${title} – ${words.brand}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/console.css">
<script src="/assets/htmx.js" defer></script>
<script src="/assets/console.js" defer></script>
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top">
<a class="brand" href="/"><span lang="ja" aria-hidden="true">関所</span> Sekisho</a>
${navigation(view, place)}
<div class="session">${person(view)} ${languages(view)}</div>
</header>
<div id="sight">${sightBanner(view)}</div>
<main id="content" tabindex="-1">
${body}
</main>
<footer>
<p>${view.person === undefined || view.person.isClaimed ? words.loopback : ''} ${words.zone}</p>
<button type="button" class="plain" data-open-keys hidden>${words.keys.open} <kbd>?</kbd></button>
</footer>
${keysDialog(view)}
</body>
</html>`;
}

function navigation({ words }: View, place: Place): Html {
  const links = Object.entries(PLACES).map(([name, path]) => {
    const current = name === place ? html` aria-current="page"` : '';
    return html`<a href="${path}"${current}>${words.nav[name as keyof typeof PLACES]}</a>`;
  });
  return html`<nav aria-label="${words.nav.label}">${links}</nav>`;
}

function person({ words, person: who, path }: View): Html {
  if (who !== undefined && !who.isClaimed) {
    return html`<form method="post" action="/sign-out" class="who">${who.name} <button class="small">${words.person.signOut}</button></form>`;
  }
  const text = who === undefined ? words.person.none : words.person.is(who.name);
  return html`<a class="who" href="/name?back=${encodeURIComponent(path)}">${text}</a>`;
}

function languages({ language, words, path }: View): Html {
  const links = LANGUAGES.map((each) =>
    each === language
      ? html`<span lang="${each}" aria-current="true">${LANGUAGE_NAMES[each]}</span>`
      : html`<a lang="${each}" hreflang="${each}" href="${path}?lang=${each}">${LANGUAGE_NAMES[each]}</a>`,
  );
  return html`<span class="languages" role="group" aria-label="${words.languageLabel}">${links}</span>`;
}

/** Being blind is graver than any alert, so it stands above all. */
export function sightBanner({ sight, words, language, now }: View): Html {
  if (sight.problem !== null) {
    return html`<div class="banner" role="alert"><p><strong>${words.blind.title}?</strong> ${words.blind.unknown(sight.problem)} <a href="/health">${words.blind.more}</a></p></div>`;
  }
  if (sight.alarms.length === 0) return html``;
  const told = sight.alarms
    .slice(0, 3)
    .map(
      ({ reason, source, told: what, since }) =>
        html`<li>${words.blind.since(blindText(reason, source, what, language), shortTime(since, now))}</li>`,
    );
  return html`<div class="banner" role="alert"><strong>${words.blind.title}</strong><ul>${told}</ul><p>${words.blind.advice} <a href="/health">${words.blind.more}</a></p></div>`;
}

function blindText(
  reason: string,
  source: string,
  told: string,
  language: View['language'],
): string {
  const what = blindReason(reason, language);
  return `${source === '' || source === '*' ? '' : `${source} `}${what} (${told})`;
}

function blindReason(reason: string, language: View['language']): string {
  return NOC_WORDS[language].blind.reasons[reason] ?? reason;
}

function keysDialog({ words: { keys } }: View): Html {
  const rows = [
    ['j', keys.next],
    ['k', keys.previous],
    ['Enter', keys.enter],
    ['a', keys.take],
    ['?', keys.help],
  ].map(([key, does]) => html`<dt><kbd>${key}</kbd></dt><dd>${does}</dd>`);
  return html`<dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">${keys.title}</h2>
<dl>${rows}</dl>
<p><label><input type="checkbox" data-single-keys checked> ${keys.off}</label></p>
<form method="dialog"><button>${keys.close}</button></form></dialog>`;
}
