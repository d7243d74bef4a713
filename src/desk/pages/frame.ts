import { html, type Html } from '../../http/html';
import type { View } from '../../directory';
import { isAgent, type Viewer } from '../viewer';
import { icon } from './icons';
import { shell } from './shell';

/** `owed`: those of one's own in which the customer waits for an answer. */
export type Counts = Record<'queue' | 'mine' | 'owed', number>;

export interface Frame {
  viewer: Viewer;
  title: string;
  /** Which list is open. */
  current: View | 'conversation' | 'report';
  counts: Counts | undefined;
  said?: string | undefined;
  layout: string;
  main: Html;
  /** Where news comes from. */
  live: string | undefined;
}

const TABS: [View, string][] = [
  ['queue', 'Queue'],
  ['mine', 'Mine'],
  ['all', 'All'],
];

/** Everything around a page of somebody who is signed in. */
export const framed = ({ viewer, title, current, counts, said, layout, main, live }: Frame): Html =>
  shell({
    title,
    layout,
    body: html`<a class="skip" href="#main">To the conversations</a>
      <header class="bar">
        <p class="brand"><a href="/desk/queue">Baton</a></p>
        <nav aria-label="Places">
          <ul>
            ${TABS.map(([view, name]) => html`<li>${tab(view, name, current === view, counts)}</li>`)}
            <li>${tab('report', 'Report', current === 'report', undefined)}</li>
          </ul>
        </nav>
        ${search(viewer)}${who(viewer)}
      </header>
      <div id="said" class="flash" role="status" aria-live="polite">${saidLine(said)}</div>
      <p id="lost" class="lost" role="status" hidden>
        The connection is lost; trying again. Reload to see what is new.
      </p>
      <main id="main" class="main" tabindex="-1">${main}</main>
      ${live !== undefined && follower(live)}`,
  });

// Which pages go on in the background is decided in background.js.
const follower = (address: string): Html =>
  html`<div
    id="live"
    hx-sse:connect="${address}"
    hx-trigger="load, follow"
    hx-config="sse.pauseOnBackground:false"
    hx-swap="none"
  ></div>`;

const search = ({ csrf }: Viewer): Html =>
  html`<form class="search" method="post" action="/desk/search" role="search">
    <label class="hidden" for="number">Find a customer by number</label>
    <input type="hidden" name="csrf" value="${csrf}" />
    <input id="number" name="number" type="tel" autocomplete="off" placeholder="082 555 1234" required maxlength="40" />
    <button type="submit" class="plain">${icon('search')}<span class="hidden">Find</span></button>
  </form>`;

const who = (viewer: Viewer): Html => {
  const { agent, csrf } = viewer;
  return html`<div class="who">
    <button type="button" class="plain" id="sound" hidden>${icon('sound')}<span class="hidden">Sound</span></button>
    <span class="name">${agent.name}</span>
    ${isAgent(viewer) && absence(viewer)}
    <form method="post" action="/desk/sign-out">
      <input type="hidden" name="csrf" value="${csrf}" />
      <button type="submit" class="plain">${icon('out')}<span class="hidden">Sign out</span></button>
    </form>
  </div>`;
};

/** For all the conversations that the agent has. */
const absence = ({ csrf }: Viewer): Html =>
  html`<details class="drawer absence" data-drawer="away">
    <summary>Away</summary>
    <div>
      <form method="post" action="/desk/away">
        <input type="hidden" name="csrf" value="${csrf}" />
        <label class="field"
          >Until, if you know
          <input name="until" maxlength="40" autocomplete="off" placeholder="14:00" />
        </label>
        <p class="small">Customers to whom you owe an answer go back to the queue after five minutes.</p>
        <button type="submit" name="kind" value="away" class="primary">I am away</button>
        <button type="submit" name="kind" value="back">I am back</button>
      </form>
    </div>
  </details>`;

export const saidLine = (sentence: string | undefined): Html | false =>
  sentence !== undefined && html`<p class="said">${sentence}</p>`;

const tab = (name: View | 'report', words: string, here: boolean, counts: Counts | undefined): Html =>
  html`<a href="/desk/${name}" ${here ? html` aria-current="page"` : ''}
    >${icon(name)}<span>${words}</span>${name === 'queue' || name === 'mine' ? counter(name, counts) : ''}</a
  >`;

/** Also what is sent when the number changes. `data-new`: how much of it waits for whoever looks. */
export const counter = (name: 'queue' | 'mine', counts: Counts | undefined): Html =>
  html`<span
    class="count"
    id="count-${name}"
    data-count="${counts?.[name] ?? ''}"
    data-new="${counts?.[name === 'mine' ? 'owed' : name] ?? ''}"
    >${counts?.[name] ?? ''}</span
  >`;
