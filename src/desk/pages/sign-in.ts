import { html, type Html } from '../../http/html';
import { icon } from './icons';
import { shell } from './shell';

/** The one page that anybody may see. */
export const signInPage = ({ sentence, returnTo }: { sentence?: string | undefined; returnTo: string }): Html =>
  shell({
    title: 'Sign in',
    layout: 'alone',
    body: html`<main class="sign-in">
      <h1>Baton desk</h1>
      <p>Conversations with your customers on WhatsApp, and who has them.</p>
      ${sentence !== undefined && html`<p class="said" role="alert">${sentence}</p>`}
      <a class="button primary" href="/desk/sign-in/start?to=${encodeURIComponent(returnTo)}">${icon('lock')}Sign in</a>
    </main>`,
  });
