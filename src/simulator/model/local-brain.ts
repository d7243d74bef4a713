import { z } from 'zod';
import { createLocalBrain, createTexts, instantOf, parseKnowledge } from '../../../activities/assistant/local';
import type { BrainRequest, Knowledge, LocalBrain } from '../../../activities/assistant/local';
import { readFolder, watchFolder, type FolderContent } from '../../folder';
import type { ModelAnswer, ModelBrain, ModelRequest } from './brain';
import { readPrompt } from './prompt';
import type { Prompt } from './prompt';

const FIND_ORDER = 'find_order';
const UNANSWERED = { topics: [], answerable: false, text: '' };
const EVIDENCE_WORDS = 10;
/** A topic that is in no file: the customer's question is what it is about. */
const TOLD_BY_THE_TEAM = 'team-answer';

const foundSchema = z.object({
  outcome: z.literal('found'),
  order: z.object({
    number: z.string(),
    status: z.string(),
    deliveredAt: z.string().optional(),
    trackingUrl: z.string().optional(),
    items: z.array(z.string()),
  }),
});

/** In the languages of the business. */
const ASKS_ABOUT_NOW = /\b(now|at (the|this) moment|currently|nou|manje|ngoku|jwale|joale)\b/i;

const FOLDERS = ['', 'topics', 'texts'];
const isWanted = (path: string): boolean => /^[^/]+\.yml$|^texts\/[^/]+\.yml$|^topics\/[^/]+\.md$/.test(path);

const toBrainRequest = ({ messages, transcript, language, now }: Prompt): BrainRequest => ({
  messages,
  transcript,
  language,
  now,
});

function classify(brain: LocalBrain, prompt: Prompt): object {
  const found = brain.classify(toBrainRequest(prompt));
  const topic = found.questionKey;
  return {
    evidence: prompt.messages.join(' ').split(/\s+/).slice(0, EVIDENCE_WORDS).join(' '),
    language: found.language,
    wants_human: found.wantsHuman,
    sentiment: found.sentiment,
    intent: found.intent,
    wants_action: found.wantsAction,
    social: found.social ?? null,
    topic: topic !== undefined && prompt.listed.has(topic) ? topic : null,
    problem: found.problem,
    issue: found.issue ?? null,
  };
}

/** What the tool returned, without what it left open. */
function ordersTold({ toolResults }: Prompt) {
  return toolResults.map((result) => {
    const { data } = foundSchema.safeParse(result);
    if (data === undefined) return undefined;
    const { deliveredAt, trackingUrl, ...order } = data.order;
    return { ...order, ...(deliveredAt && { deliveredAt }), ...(trackingUrl && { trackingUrl }) };
  });
}

/** What is to be said with the hours: that the team is away, and to whoever asks about this moment that it is there. */
function momentOf(knowledge: Knowledge, { team, messages, now }: Prompt, language: Prompt['language']): string {
  if (team === undefined) return '';
  const texts = createTexts(knowledge);
  if (team.open) return messages.some((text) => ASKS_ABOUT_NOW.test(text)) ? texts.openNow(language) : '';
  const [hour = 0, minute = 0] = team.at.split(':').map(Number);
  const opens = instantOf(knowledge.business.timeZone, team.opensOn, hour * 60 + minute);
  return texts.closedNow(language, opens, now);
}

/** Finds orders and topics as the engine does, and says a topic as it stands in the prompt: what is not there is not known. */
function draft(brain: LocalBrain, knowledge: Knowledge, prompt: Prompt, { tools }: ModelRequest): ModelAnswer {
  const told = prompt.topics.get(TOLD_BY_THE_TEAM);
  if (told !== undefined) return { content: { topics: [TOLD_BY_THE_TEAM], answerable: true, text: told } };
  const answer = brain.answer(toBrainRequest(prompt));
  if (answer.kind === 'none') return { content: UNANSWERED };
  const number = answer.orders[prompt.toolResults.length];
  if (number !== undefined && tools.includes(FIND_ORDER)) {
    return { toolCall: { name: FIND_ORDER, arguments: { number } } };
  }
  const results = ordersTold(prompt);
  const orders = results.filter((order) => order !== undefined);
  const missing = answer.orders.filter((_, index) => index < results.length && results[index] === undefined);
  const topics = answer.topics.filter((id) => prompt.topics.has(id));
  if (orders.length + topics.length === 0) return { content: UNANSWERED };
  const { language } = brain.classify(toBrainRequest(prompt));
  const moment = momentOf(knowledge, prompt, language);
  const text = topics.reduce(
    (said, topic) => {
      const learnt = knowledge.topics.find(({ id }) => id === topic)!.body;
      return said.replace(learnt, () => prompt.topics.get(topic)!);
    },
    brain.word({ ...answer, orders, missing, topics, moment }, language).text,
  );
  return { content: { topics, answerable: true, text } };
}

function summarise(brain: LocalBrain, { transcript, reason, language }: Prompt): object {
  const { askedFor, told, tried, wants, suggestedReply } = brain.summarise({ transcript, reason, language });
  return { asked_for: askedFor, told, tried, wants, suggested_reply: suggestedReply ?? '' };
}

function talk(brain: LocalBrain, prompt: Prompt): string {
  const answer = brain.answer(toBrainRequest(prompt));
  if (answer.kind === 'none' || answer.topics.length === 0) return 'I do not know.';
  return brain.word({ ...answer, orders: [], missing: [] }, prompt.language).text;
}

/** What the model has learnt from the files. Throws KnowledgeError. */
function learn({ files }: FolderContent): ModelBrain {
  const knowledge = parseKnowledge(files);
  const brain = createLocalBrain(knowledge);
  // The index is built with the first question, and takes longer than many answers.
  brain.classify({ messages: ['Hello'], transcript: [], language: 'en', now: Date.now() });
  return (request) => {
    const prompt = readPrompt(request);
    switch (request.schema) {
      case 'classification':
        return { content: classify(brain, prompt) };
      case 'draft':
        return draft(brain, knowledge, prompt, request);
      case 'summary':
        return { content: summarise(brain, prompt) };
      default:
        return { content: talk(brain, prompt) };
    }
  };
}

/**
 * The stand-in model's brain: the `local` engine, given nothing but what stands in the request. It learns anew when a file
 * of the folder is saved; what it cannot learn from it leaves alone. Rejects with KnowledgeError where there is nothing to
 * begin with.
 */
export async function createLocalModelBrain(knowledgeDir: string): Promise<ModelBrain> {
  const read = () => readFolder(knowledgeDir, { folders: FOLDERS, isWanted });
  const known = await read();
  let learnt = learn(known);
  const watched = watchFolder({
    read,
    known,
    changed(content) {
      try {
        learnt = learn(content);
      } catch {
        // The product says what is wrong; a model has nobody to tell.
      }
    },
  });
  const think: ModelBrain = (request) => learnt(request);
  return Object.assign(think, { close: () => watched.close() });
}
