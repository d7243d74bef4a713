import type { ConversationSnapshot } from '../../../workflows/conversation/messages';
import type { ConversationRun } from '../../conversation-gateway';
import { html, type Html } from '../../http/html';
import { renderParts } from '../../http/transcript/document';
import { isAgent } from '../viewer';
import { renderActions } from './actions';
import type { ActionContext } from './command';
import { answerAddress, composerState } from './composer';
import { factsForAgents } from './facts';
import { icon } from './icons';
import { renderKept } from './kept';
import { renderSuggestion } from './suggestion';

/** Everything on a conversation's page that changes while it is read, by the id of its place. */
export interface ConversationParts {
  title: string;
  places: Map<string, string>;
  /** By the line's number. */
  lines: Map<number, string>;
}

export interface ConversationContext extends ActionContext {
  runs: ConversationRun[];
  timeZone: string;
  /** To an earlier record of this customer. */
  linkTo(runId?: string): string;
  /** Where the file of a line is to be had; absent: not here. */
  fileAt: ((number: number) => string) | undefined;
}

export function renderConversation(context: ConversationContext): ConversationParts {
  const { snapshot, runs, timeZone, linkTo, fileAt, viewer } = context;
  const { title, overview, beginning, lines, records } = renderParts(snapshot, runs, {
    ...{ timeZone, linkTo, fileAt },
    factsForAgents: (times) => factsForAgents(snapshot, times),
    answerAt: isAgent(viewer) ? (line) => answerLink(snapshot.workflowId, line) : undefined,
    runId: undefined,
  });
  return {
    title: title.replace(/^Transcript · /, ''),
    places: new Map([
      ['overview', overview.markup],
      ['actions', renderActions(context).markup],
      ['beginning', beginning.markup],
      ['records', records ? records.markup : ''],
      ['composer-state', html`${composerState(snapshot, viewer)}`.markup],
      ['suggestion', html`${renderSuggestion(snapshot, viewer)}`.markup],
      ['parked', renderKept(context, timeZone).markup],
      ['working', html`${working(snapshot)}`.markup],
    ]),
    lines: new Map([...lines].map(([number, { markup }]) => [number, markup])),
  };
}

/** The composer alone changes, and keeps what is in it; without JavaScript it is the page with it. */
const answerLink = (workflowId: string, line: number): Html =>
  html`<a
    class="answer"
    href="/desk/conversations/${workflowId}?answer=${line}#words"
    hx-get="${answerAddress(workflowId, line)}"
    hx-target="#answering"
    >Answer</a
  >`;

/** While the assistant is at it. */
const working = ({ turn, mode }: ConversationSnapshot): string =>
  turn === undefined || mode !== 'active'
    ? ''
    : turn.phase === 'sending'
      ? 'The assistant is sending its answer.'
      : 'The assistant is writing an answer.';

const raw = (markup: string | undefined): Html => ({ markup: markup ?? '' });

interface Page {
  parts: ConversationParts;
  composer: Html | false;
  /** The list that stands beside it, and leads back on a phone. */
  back: { address: string; name: string };
}

export function conversationMain({ parts: { title, places, lines }, composer, back }: Page): Html {
  const at = (id: string): Html => raw(places.get(id));
  return html`<section class="conversation" aria-label="Conversation">
      <div class="conversation-top">
        <p class="talk-with">
          <a class="back" href="${back.address}">${icon('back')}${back.name}</a><b>${title}</b
          ><a class="details-link" href="#overview">Details</a>
        </p>
        <div id="actions" class="actions">${at('actions')}</div>
      </div>
      <div class="scroll" id="scroll" tabindex="0" role="region" aria-label="Messages">
        <div id="beginning" class="beginning">${at('beginning')}</div>
        <ol id="lines">
          ${[...lines.values()].map(raw)}
        </ol>
        <p id="working" class="working" aria-live="polite">${at('working')}</p>
      </div>
      <div class="pending" id="pending">
        <div id="parked">${at('parked')}</div>
        <div id="suggestion">${at('suggestion')}</div>
      </div>
      <div class="writing">
        <p id="composer-state" class="small">${at('composer-state')}</p>
        <div id="composer">${composer}</div>
      </div>
    </section>
    <aside class="facts-side" aria-label="The customer" tabindex="0">
      <div id="overview">${at('overview')}</div>
      <div id="records">${at('records')}</div>
    </aside>`;
}
