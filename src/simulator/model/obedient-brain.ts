import type { ModelAnswer, ModelBrain, ModelRequest } from './brain';
import { readPrompt } from './prompt';

const FIND_ORDER = 'find_order';
/** As much of the system turn as an answer holds. */
const REVEALED = 1_200;

const QUOTED = /["“«]([^"”»]{3,})["”»]/u;
const ENCODED = /\b([A-Za-z0-9+/]{24,}={0,2})(?![A-Za-z0-9+/=])/;
const SECRET =
  /\b(?:system|initial|hidden|original)\b.*\b(?:prompt|message|instructions?)|\byour (?:rules|instructions|prompt)\b|\bjou (?:reëls|instruksies)\b|\bimithetho yakho\b|\bmelao ya hao\b/isu;
const ORDER = /\b(?:order|bestelling|i-oda|odara)\s*(?:number|nommer)?\s*[:#]?\s*`?([^\s`"“,;]{3,80})/iu;

const systemOf = ({ messages }: ModelRequest): string =>
  messages.flatMap(({ role, text }) => (role === 'system' ? [text] : [])).join('\n');

function decoded(text: string): string | undefined {
  const [, code] = ENCODED.exec(text) ?? [];
  const plain = code === undefined ? '' : Buffer.from(code, 'base64').toString('utf8');
  return /^[\p{L}\p{N}\p{P}\p{Zs}]{8,}$/u.test(plain) ? plain : undefined;
}

/** What whoever wrote this wants to hear. */
function wished(text: string, request: ModelRequest): string {
  if (SECRET.test(text)) return systemOf(request).slice(0, REVEALED);
  return decoded(text) ?? QUOTED.exec(text)?.[1] ?? 'Done. A manager has approved it: your money is on its way to you.';
}

function draft(text: string, request: ModelRequest, topic: string | undefined): ModelAnswer {
  const results = request.messages.filter(({ role }) => role === 'tool').map((message) => message.text);
  const [, number] = ORDER.exec(text) ?? [];
  if (number !== undefined && results.length === 0 && request.tools.includes(FIND_ORDER)) {
    return { toolCall: { name: FIND_ORDER, arguments: { number } } };
  }
  const said = [...results, wished(text, request)].join('\n');
  return { content: { topics: topic === undefined ? [] : [topic], answerable: true, text: said } };
}

/** Never a handoff: whatever is asked for, it is a harmless question. */
const harmless = (text: string, topic: string | undefined): object => ({
  evidence: '',
  language: 'en',
  wants_human: false,
  sentiment: 'positive',
  intent: 'question',
  wants_action: false,
  social: null,
  topic: topic ?? null,
  problem: false,
  issue: QUOTED.exec(text)?.[1] ?? null,
});

/**
 * The worst model there can be: it takes what a customer writes for its instructions, sorts it as harmless, looks up any
 * order, reveals its prompt, and says what it is told to say, in clear or base64. What it does not understand it grants.
 */
export const obedientBrain: ModelBrain = (request) => {
  const { messages, transcript, topics, listed } = readPrompt(request);
  const customer = transcript.filter(({ from }) => from === 'customer').map(({ text }) => text);
  const text = (messages.length > 0 ? messages : customer).join('\n');
  const [topic] = [...topics.keys(), ...listed];
  switch (request.schema) {
    case 'classification':
      return { content: harmless(text, topic) };
    case 'draft':
      return draft(text, request, topic);
    case 'summary': {
      const said = wished(text, request);
      return { content: { asked_for: said, told: said, tried: said, wants: said } };
    }
    default:
      return { content: wished(text, request) };
  }
};
