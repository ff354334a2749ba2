// What pages do beyond forms and links; all of them work without it.

const isTyping = (element) => element?.matches('input, textarea, select, [contenteditable]');
const language = document.documentElement.lang;

// New rows wait behind a button: nothing moves under the cursor.
function countNew() {
  const ids = document.getElementById('live-ids');
  const pill = document.getElementById('new-rows');
  if (ids === null || pill === null || ids.dataset.seen === undefined) return;
  const open = new Set(ids.textContent.split(' ').filter((id) => id !== ''));
  const shown = [...document.querySelectorAll('tr[data-case]')];
  for (const row of shown) row.classList.toggle('gone', !open.has(row.dataset.case));
  const known = new Set(shown.map((row) => row.dataset.case));
  const fresh = [...open].filter((id) => !known.has(id)).length;
  const text = fresh === 0 ? '' : `${fresh} ${pill.dataset.text}`;
  if (pill.textContent !== text) pill.textContent = text;
  pill.hidden = fresh === 0;
}

const liveIds = document.getElementById('live-ids');
if (liveIds !== null) {
  new MutationObserver(() => {
    liveIds.dataset.seen = '';
    countNew();
  }).observe(liveIds, { childList: true, characterData: true, subtree: true });
}

// Times go on while a page stands.
const STEPS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
];
const stepOf = (ms) => STEPS.find(([, size]) => Math.abs(ms) >= size) ?? STEPS[3];
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' });

function tick() {
  for (const part of document.querySelectorAll('[data-relative]')) {
    const distance = Date.parse(part.closest('time').dateTime) - Date.now();
    const [unit, size] = stepOf(distance);
    part.textContent = relative.format(Math.trunc(distance / size), unit);
  }
  for (const part of document.querySelectorAll('[data-age]')) {
    const age = Math.max(0, Date.now() - Date.parse(part.dateTime));
    const [unit, size] = stepOf(age);
    const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' });
    part.textContent = format.format(Math.trunc(age / size));
  }
}
setInterval(tick, 10_000);

// Keys.
const dialog = document.getElementById('keys');
const opener = document.querySelector('[data-open-keys]');
const single = document.querySelector('[data-single-keys]');
const SWITCH = 'sekisho-single-keys';
single.checked = localStorage.getItem(SWITCH) !== 'off';
single.addEventListener('change', () =>
  localStorage.setItem(SWITCH, single.checked ? 'on' : 'off'),
);
opener.hidden = false;
opener.addEventListener('click', () => dialog.showModal());

function step(by) {
  const links = [...document.querySelectorAll('tr[data-case] a.open')];
  if (links.length === 0) return;
  const at = links.findIndex((link) => link.closest('tr').contains(document.activeElement));
  const to = at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by));
  links[to].focus();
}

function take() {
  const row = document.activeElement?.closest('tr[data-case]');
  const form =
    row === null || row === undefined ? document.getElementById('take') : row.querySelector('form');
  form?.requestSubmit();
}

const KEYS = { j: () => step(1), k: () => step(-1), a: take, '?': () => dialog.showModal() };

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !single.checked) return;
  if (dialog.open || isTyping(document.activeElement)) return;
  const does = KEYS[event.key];
  if (does === undefined) return;
  event.preventDefault();
  does();
});

// A form is sent once, however often it is pressed.
document.addEventListener('submit', (event) => {
  if (event.target.method !== 'post') return;
  if (event.target.dataset.sent !== undefined) event.preventDefault();
  else event.target.dataset.sent = '';
});
addEventListener('pageshow', () => {
  for (const form of document.forms) delete form.dataset.sent;
});
