import { html, type Html } from '../../http/html';

export interface Bar {
  label: string;
  value: number;
}

const ROW = 42;
/** What has room on a phone; the table beside it has all of it. */
const LONGEST_LABEL = 38;

const clip = (text: string): string => (text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text);
const percent = (part: number, whole: number): string =>
  `${whole === 0 ? 0 : Math.round((part / whole) * 1_000) / 10}%`;

/** Bars one below the other, each with its label above it. `title`: for who does not see them. */
export function barChart(title: string, bars: Bar[]): Html {
  const most = Math.max(...bars.map(({ value }) => value));
  return html`<svg class="chart" width="100%" height="${bars.length * ROW}" role="img" aria-label="${title}">
    ${bars.map(({ label, value }, place) => {
      const top = place * ROW;
      return html`<text x="0" y="${top + 15}">${clip(label)}</text
        ><text x="100%" y="${top + 15}" text-anchor="end">${value}</text
        ><rect class="track" y="${top + 22}" width="100%" height="10" rx="3" /><rect
          class="fill"
          y="${top + 22}"
          width="${percent(value, most)}"
          height="10"
          rx="3"
        />`;
    })}
  </svg>`;
}

/** Two parts of a whole, side by side. */
export const shareChart = (title: string, part: number, whole: number): Html =>
  html`<svg class="chart" width="100%" height="28" role="img" aria-label="${title}">
    <rect class="rest" width="100%" height="28" rx="4" />
    <rect class="fill" width="${percent(part, whole)}" height="28" rx="4" />
  </svg>`;

/** The same as a chart, in figures. */
export const table = (caption: string, columns: string[], rows: (string | number)[][]): Html =>
  html`<table>
    <caption class="hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((name, place) => html`<th scope="col" ${place > 0 ? html` class="figure"` : ''}>${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name = '', ...figures]) =>
          html`<tr>
            <th scope="row">${name}</th>
            ${figures.map((figure) => html`<td class="figure">${figure}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
