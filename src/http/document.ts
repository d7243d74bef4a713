import { html, type Html } from './html';

interface Document {
  title: string;
  body: Html;
  /** Addresses on our own server. */
  styles: string[];
  scripts?: string[];
  /** What the head holds besides. */
  head?: Html;
  /** Class of the body. */
  layout?: string;
}

/** A whole page: it fits a phone, is shown in the dark where that is wished, and no search engine keeps it. */
export const htmlDocument = ({ title, body, styles, scripts = [], head, layout = '' }: Document): Html =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        ${head}
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${styles.map((address) => html`<link rel="stylesheet" href="${address}" />`)}
        ${scripts.map((address) => html`<script src="${address}" defer></script>`)}
      </head>
      <body class="${layout}">
        ${body}
      </body>
    </html> `;
