import { dirname, join } from 'node:path';
import { readAsset, type Asset } from '../../http/assets';
import { html, type Html } from '../../http/html';

const CSS = 'text/css';
const SCRIPT = 'text/javascript';
const transcript = join(__dirname, '..', '..', 'http', 'transcript', 'assets');
const own = join(__dirname, '..', 'assets');
const htmx = dirname(require.resolve('htmx.org/dist/htmx.min.js'));
const read = (folder: string, name: string, type: string): Asset => readAsset(join(folder, name), '/desk/assets', type);

const styles = [
  ...['base', 'lines', 'overview'].map((name) => read(transcript, `${name}.css`, CSS)),
  ...['desk', 'conversation', 'phone'].map((name) => read(own, `${name}.css`, CSS)),
];
const scripts = [
  read(htmx, 'htmx.min.js', SCRIPT),
  read(join(htmx, 'ext'), 'hx-sse.min.js', SCRIPT),
  read(own, 'desk.js', SCRIPT),
];

export const assets: Asset[] = [...styles, ...scripts];

interface Shell {
  title: string;
  body: Html;
  /** Names the layout, such as `with-list`. */
  layout: string;
}

// What htmx puts into a page is escaped by the server; nothing in it is to run.
const HTMX = JSON.stringify({
  extensions: 'sse',
  includeIndicatorCSS: false,
  history: false,
  morphIgnore: ['data-htmx-powered', 'open', 'aria-current'],
});

export const shell = ({ title, body, layout }: Shell): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content="${HTMX}" />
        <title>${title} · Baton</title>
        <link rel="icon" href="data:," />
        ${styles.map(({ address }) => html`<link rel="stylesheet" href="${address}" />`)}
        ${scripts.map(({ address }) => html`<script src="${address}" defer></script>`)}
      </head>
      <body class="${layout}">
        ${body}
      </body>
    </html> `;
