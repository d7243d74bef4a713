import { dirname, join } from 'node:path';
import { readAsset, type Asset } from '../../http/assets';
import { htmlDocument } from '../../http/document';
import { html, type Html } from '../../http/html';

const CSS = 'text/css';
const SCRIPT = 'text/javascript';
const transcript = join(__dirname, '..', '..', 'http', 'transcript', 'assets');
const own = join(__dirname, '..', 'assets');
const htmx = dirname(require.resolve('htmx.org/dist/htmx.min.js'));
const read = (folder: string, name: string, type: string): Asset => readAsset(join(folder, name), '/desk/assets', type);

const styles = [
  ...['base', 'lines', 'overview'].map((name) => read(transcript, `${name}.css`, CSS)),
  ...['desk', 'bar', 'list', 'conversation', 'report', 'template', 'phone'].map((name) =>
    read(own, `${name}.css`, CSS),
  ),
];
const scripts = [
  read(htmx, 'htmx.min.js', SCRIPT),
  read(join(htmx, 'ext'), 'hx-sse.min.js', SCRIPT),
  read(own, 'desk.js', SCRIPT),
  read(own, 'background.js', SCRIPT),
];

export const assets: Asset[] = [...styles, ...scripts];

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
    scripts: scripts.map(({ address }) => address),
  });
