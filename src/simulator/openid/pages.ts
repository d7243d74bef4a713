import { OPERATOR, PEOPLE } from './people';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Simulated sign-in</title><link rel="icon" href="data:,">
<style>
:root { color-scheme: light dark }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 16px/1.5 system-ui, sans-serif; background: Canvas; color: CanvasText }
main { width: min(24rem, calc(100vw - 2rem)); text-align: center }
h1 { font-size: 1.4rem; margin: 0 0 .25rem } p { margin: 0 0 1.25rem }
a { display: block; margin: .6rem 0; padding: .8rem 1rem; border: 1px solid GrayText; border-radius: 10px; color: inherit; text-decoration: none; font-weight: 600 }
a:hover { border-color: LinkText } a:focus-visible { outline: 3px solid LinkText; outline-offset: 2px }
small { font-weight: 400; display: block }
</style>
</head>
<body><main>${body}</main></body>
</html>`;

const ROLES: Record<string, string> = {
  U_THANDI: 'agent',
  U_PIETER: 'agent',
  U_VISITOR: 'in the workspace, but no agent',
  [OPERATOR.id]: 'operator: reads along',
};

/** Who comes to the desk? One click is the whole sign-in, because nobody here has a password. */
export function chooserPage(query: Record<string, string>): string {
  const links = PEOPLE.map(({ id, realName }) => {
    const address = `?${new URLSearchParams({ ...query, user: id }).toString()}`;
    return `<a href="${escape(address)}" data-user="${id}">${escape(realName)}<small>${ROLES[id] ?? ''}</small></a>`;
  });
  return page(`<h1>Who are you?</h1><p>A simulated issuer: one click signs in.</p>${links.join('')}`);
}

export const refusalPage = (sentence: string): string => page(`<h1>Not possible</h1><p>${escape(sentence)}</p>`);
