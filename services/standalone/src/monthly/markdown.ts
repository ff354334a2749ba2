import type { Language } from '../terminal/language.ts';
import { printable } from '../terminal/printable.ts';
import type { Delay, ServiceFigures } from './figures.ts';
import type { Month } from './month.ts';
import { type MonthTexts, monthTexts } from './texts.ts';

const MOST_DESTINATIONS = 20;

/** The month as a page. @param figures of all, then of each service */
export function monthMarkdown(
  { name, timeZone }: Month,
  figures: readonly ServiceFigures[],
  language: Language,
): string {
  const texts = monthTexts(language);
  const parts = [
    `# ${texts.title(name)}`,
    texts.scope(timeZone),
    figuresTable(figures, texts),
    `## ${texts.states}`,
    statesTable(figures, texts),
    `## ${texts.destinations}`,
    destinationsTable(figures, texts),
    `## ${texts.method}`,
    texts.methods.map((method) => `- ${method}`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function figuresTable(figures: readonly ServiceFigures[], texts: MonthTexts): string {
  const { lines } = texts;
  const row = (title: string, figureOf: (service: ServiceFigures) => string | number) => [
    title,
    ...figures.map((service) => String(figureOf(service))),
  ];
  const delay = (of: Delay | null) =>
    of === null ? texts.none : texts.delay(span(of.median, texts), span(of.longest, texts));
  return table(titlesOf(texts.figure, figures, texts), [
    row(lines.warning, ({ alerts }) => alerts.warning),
    row(lines.critical, ({ alerts }) => alerts.critical),
    row(lines.notOurs, ({ verdicts }) => verdicts.notOurs),
    row(lines.ours, ({ verdicts }) => verdicts.ours),
    row(lines.undecided, ({ verdicts }) => verdicts.unsure + verdicts.none),
    row(lines.loss, ({ loss }) => yen(loss.cost)),
    row(lines.suspected, ({ suspected }) => yen(suspected.cost)),
    row(lines.averted, ({ averted }) => `${yen(averted.cost)} / ${texts.calls(averted.count)}`),
    row(lines.toOrder, (service) => delay(service.delay.toOrder)),
    row(lines.toEffect, (service) => delay(service.delay.toEffect)),
    row(lines.barred, ({ barred }) => barred.count),
    row(lines.byPerson, ({ barred }) => barred.byPerson),
    row(lines.mistaken, ({ mistaken }) =>
      texts.delay(String(mistaken.count), span(mistaken.barredMs, texts)),
    ),
  ]);
}

function statesTable(figures: readonly ServiceFigures[], texts: MonthTexts): string {
  const states = [...new Set(figures.flatMap((service) => Object.keys(service.restrictions)))];
  if (states.length === 0) return texts.none;
  const rows = states
    .sort()
    .map((state) => [
      state,
      ...figures.map(({ restrictions }) => String(restrictions[state] ?? 0)),
    ]);
  return table(titlesOf(texts.state, figures, texts), rows);
}

function destinationsTable(figures: readonly ServiceFigures[], texts: MonthTexts): string {
  const { service: title, country, calls, minutes, yen: cost } = texts.destination;
  const rows = figures.flatMap((of) =>
    of.destinations
      .slice(0, MOST_DESTINATIONS)
      .map((to) => [
        serviceName(of, texts),
        to.country,
        String(to.calls),
        (to.talkMs / 60_000).toFixed(1),
        yen(to.cost),
      ]),
  );
  return rows.length === 0 ? texts.none : table([title, country, calls, minutes, cost], rows);
}

function titlesOf(first: string, figures: readonly ServiceFigures[], texts: MonthTexts): string[] {
  return [first, ...figures.map((service) => serviceName(service, texts))];
}

function serviceName({ service }: ServiceFigures, texts: MonthTexts): string {
  return service === '*' ? texts.all : service;
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = titles.map((_, i) => (i === 0 ? '---' : '---:'));
  return [titles, rule, ...rows].map(tableLine).join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => printable(cell).replaceAll('|', '\\|')).join(' | ')} |`;
}

function span(ms: number, { duration }: MonthTexts): string {
  const seconds = Math.round(ms / 1000);
  return duration(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
}

function yen(milliYen: number): string {
  const [whole = '', decimals = ''] = (milliYen / 1000).toFixed(3).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `¥${grouped}${decimals === '000' ? '' : `.${decimals}`}`;
}
