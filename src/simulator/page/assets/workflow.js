import { el, icon, link, momentOf, spanOf, wordsOf } from './dom.js';

const MODES = {
  active: 'The assistant answers.',
  paused: 'People have it. The assistant is silent.',
  confirming: 'People have it. Somebody has to confirm before the assistant is back.',
};

/** The middle of the page. `elapsed`: ms since the snapshot came, so that countdowns go on. */
export function showWorkflow(box, { conversation, links, problem }, elapsed) {
  if (problem) return void box.replaceChildren(el('p.problem', {}, problem));
  if (!conversation) {
    return void box.replaceChildren(
      el('p.quiet', {}, 'No conversation yet: it begins with the customer’s first message.'),
    );
  }
  const now = (conversation.now ?? Date.now()) + elapsed;
  box.replaceChildren(
    speaker(conversation),
    facts(conversation, now),
    decisions(conversation),
    el(
      'p.row.links',
      {},
      links?.temporal ? link(links.temporal, 'Temporal UI', icon('link')) : undefined,
      links?.transcript ? link(links.transcript, 'Transcript', icon('link')) : undefined,
    ),
  );
}

function speaker({ mode, whoMaySpeak, agent }) {
  const assistant = whoMaySpeak === 'assistant';
  const who = assistant ? 'The assistant' : (agent?.name ?? 'The agents');
  return el(
    `div.speaker.mode-${mode}`,
    {},
    el('p.label', {}, 'Who may speak'),
    el('p.who-speaks', {}, icon(assistant ? 'robot' : 'person'), who),
    el('p', {}, MODES[mode] ?? ''),
  );
}

function facts(conversation, now) {
  const { mode, modeSince, handoff, reason, agent, owedSince, turn, nextDeadline, windowEndsAt } = conversation;
  const since = modeSince === undefined ? '' : ` for ${spanOf(now - modeSince)}`;
  const rows = [
    ['Mode', `${mode}${since}`],
    ['Handoff', handoff === 'none' ? 'none' : `${handoff}${reason ? `: ${wordsOf(reason)}` : ''}`],
    ['Agent', agent?.name],
    ['Turn', turn && `${turn.phase}, ${turn.messages} ${turn.messages === 1 ? 'message' : 'messages'}`],
    ['Customer waits', owedSince && `${spanOf(now - owedSince)} for a person`],
    ['Next', nextDeadline && deadlineOf(nextDeadline, now)],
    ['WhatsApp window', windowEndsAt && `${windowEndsAt > now ? 'until' : 'closed since'} ${momentOf(windowEndsAt)}`],
  ];
  return el(
    'dl.facts',
    {},
    rows.filter(([, value]) => value).map(([label, value]) => [el('dt', {}, label), el('dd', {}, value)]),
  );
}

function deadlineOf({ at, what }, now) {
  const left = at - now;
  return `${wordsOf(what)} ${left > 0 ? `in ${spanOf(left)}` : 'now'}`;
}

function decisions({ lastDecision, recentDecisions = [] }) {
  if (!lastDecision) return el('p.quiet', {}, 'Nothing decided yet.');
  const earlier = recentDecisions
    .filter(({ at, rule }) => at !== lastDecision.at || rule !== lastDecision.rule)
    .slice(-5);
  return el(
    'div.decisions',
    {},
    el('p.label', {}, 'Last decision'),
    el('p.decision', {}, el('strong', {}, decisionOf(lastDecision)), el('span.quiet', {}, ruleOf(lastDecision))),
    earlier.length > 0
      ? el(
          'ol.earlier',
          {},
          earlier
            .reverse()
            .map((decision) =>
              el(
                'li',
                {},
                el('time', {}, momentOf(decision.at)),
                ` ${decisionOf(decision)}`,
                el('span.quiet', {}, ` ${ruleOf(decision)}`),
              ),
            ),
        )
      : undefined,
  );
}

// "11 answer" is row 11 of the decision table; what an agent or a clock decides has no row.
const ROW = /^(\d+) /;
const ruleOf = ({ rule }) => (ROW.test(rule) ? `rule ${ROW.exec(rule)[1]}` : '');

function decisionOf({ rule, detail }) {
  const words = wordsOf(rule.replace(ROW, ''));
  return detail ? `${words}: ${wordsOf(detail)}` : words;
}

const ENGINES = {
  openai: 'The assistant is a language model.',
  local: 'The assistant answers from knowledge/ without a model.',
};

export function bannerOf({ engine, simulatedModel }) {
  if (simulatedModel) return 'Simulated model, answers from knowledge/. Set OPENAI_API_KEY for a real one.';
  return ENGINES[engine] ?? '';
}
