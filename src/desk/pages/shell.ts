import { dirname, join } from 'node:path';
import { readAsset, readScripts, type Asset } from '../../http/assets';
import { htmlDocument } from '../../http/document';
import { html, type Html } from '../../http/html';

const CSS = 'text/css';
const BELOW = '/desk/assets';
const transcript = join(__dirname, '..', '..', 'http', 'transcript', 'assets');
const own = join(__dirname, '..', 'assets');
const htmx = dirname(require.resolve('htmx.org/dist/htmx.min.js'));
const readStyle = (folder: string, name: string): Asset => readAsset(join(folder, `${name}.css`), BELOW, CSS);

const styles = [
  ...['base', 'lines', 'overview'].map((name) => readStyle(transcript, name)),
  ...['desk', 'bar', 'list', 'conversation', 'report', 'template', 'phone'].map((name) => readStyle(own, name)),
];
// As one: htmx begins as soon as it is there itself, and what was not there by then would miss how it connects.
const script = readScripts(
  [join(own, 'desk.js'), join(own, 'background.js'), join(htmx, 'htmx.min.js'), join(htmx, 'ext', 'hx-sse.min.js')],
  BELOW,
  'desk.js',
);

export const assets: Asset[] = [...styles, script];

interface Shell {
  title: string;
  body: Html;
  /** Names the layout, such as `with-list`. */
  layout: string;
}

// What htmx puts into a page is escaped by the server; nothing in it is to run. With time to settle it writes the style of
// what was there, such as a field that somebody has made larger, into what comes in its place, which the page's CSP refuses.
const HTMX = JSON.stringify({
  extensions: 'sse',
  includeIndicatorCSS: false,
  history: false,
  defaultSettleDelay: 0,
  morphIgnore: ['data-htmx-powered', 'open', 'aria-current'],
});

export const shell = ({ title, body, layout }: Shell): Html =>
  htmlDocument({
    title: `${title} · Baton`,
    body,
    layout,
    head: html`<meta name="htmx-config" content="${HTMX}" />`,
    styles: styles.map(({ address }) => address),
    scripts: [script.address],
  });
