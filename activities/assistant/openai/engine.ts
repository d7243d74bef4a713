import type { z } from 'zod';
import type {
  AssistantRequest,
  Classification,
  ClassifyRequest,
  SummariseRequest,
  Summary,
} from '../../../workflows/conversation/ports';
import type { OpeningHours } from '../../../workflows/conversation/settings';
import { createTexts } from '../../knowledge/texts';
import type { Knowledge, Topic } from '../../knowledge/types';
import { validTopics } from '../../knowledge/validity';
import type { OrdersClient } from '../../orders/client';
import type { AssistantEngine } from '../engine';
import { toBrainRequest } from '../local/engine';
import { nowInWords } from '../now';
import { guessLanguage } from '../local';
import type { BrainClassification, LocalBrain } from '../local/types';
import { violationsOf, type Sources } from '../grounding/grounding';
import { sourcesOf } from '../sources';
import { teamTopic } from '../team-topic';
import { readAnswer, type Chat } from './chat';
import { draftWithModel, type DraftMaterial } from './draft';
import { CLASSIFICATION_PROMPT } from './prompts/classification';
import { DRAFT_PROMPT, DRAFT_INSTRUCTIONS } from './prompts/draft';
import { fillPrompt, topicBlock, topicLine } from './prompts/knowledge';
import { SUMMARY_PROMPT } from './prompts/summary';
import { conversationBlock, userTurn } from './prompts/turn';
import { classificationSchema, summarySchema } from './schemas';

export interface OpenAiEngineDependencies {
  chat: Chat;
  /** Knows what is certain without a model, and finds topics where the knowledge is too large for a prompt. */
  brain: LocalBrain;
  knowledge: Knowledge;
  orders: OrdersClient;
  /** The business's clock of the moment. */
  clock?: () => OpeningHours | undefined;
  now?: () => number;
}

/** Up to this many bytes the knowledge goes into the prompt whole. */
const WHOLE_KNOWLEDGE_BYTES = 24 * 1024;
const RETRIEVED_TOPICS = 12;
const LONGEST_ISSUE = 200;

type ModelClassification = z.infer<typeof classificationSchema>;
type EngineClassification = Omit<Classification, 'engine' | 'settings'>;

function topicsFor(brain: LocalBrain, valid: Topic[], request: AssistantRequest, now: number): Topic[] {
  const bytes = valid.reduce((sum, topic) => sum + Buffer.byteLength(topicBlock(topic)), 0);
  if (bytes <= WHOLE_KNOWLEDGE_BYTES) return valid;
  const found = new Set(brain.topicsFor(toBrainRequest(request, now), RETRIEVED_TOPICS));
  return valid.filter(({ id }) => found.has(id));
}

/** Never trusts the model: unknown topics go, small talk stays small talk, and the language follows its own rule. */
function merge(
  model: ModelClassification,
  certain: BrainClassification,
  ids: Set<string>,
  messages: string[],
): EngineClassification {
  const intent = certain.intent === 'social' ? certain.intent : model.intent;
  const social = intent === 'social' ? (certain.social ?? model.social ?? 'acknowledgement') : undefined;
  const order = certain.questionKey?.startsWith('order:') ? certain.questionKey : undefined;
  const topic = model.topic !== null && ids.has(model.topic) ? model.topic : undefined;
  const questionKey = intent === 'social' || intent === 'out_of_scope' ? undefined : (order ?? topic);
  const issue = model.issue?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_ISSUE) || certain.issue;
  const unsure = messages.every((message) => guessLanguage(message) === undefined);
  return {
    language:
      unsure && messages.some((message) => message.trim().split(/\s+/).length >= 3) ? model.language : certain.language,
    wantsHuman: model.wants_human,
    sentiment: model.sentiment,
    intent,
    wantsAction: model.wants_action,
    ...(social && { social }),
    ...(questionKey && { questionKey }),
    problem: certain.problem || model.problem,
    ...(issue && { issue }),
  };
}

async function summariseWithModel(
  chat: Chat,
  { business }: Knowledge,
  moment: string,
  sources: Sources,
  { transcript, reason, language = 'en' }: SummariseRequest,
  signal: AbortSignal,
): Promise<Omit<Summary, 'engine'>> {
  const system = fillPrompt(SUMMARY_PROMPT, { shop: business.name, reason: reason.replaceAll('_', ' '), now: moment });
  const messages = [
    { role: 'system' as const, content: system },
    { role: 'user' as const, content: `<language>${language}</language>\n${conversationBlock(transcript)}` },
  ];
  const message = await chat({ messages, name: 'summary', schema: summarySchema, signal });
  const { asked_for: askedFor, suggested_reply: reply, ...rest } = readAnswer(message.content, summarySchema);
  const suggestedReply = reply.trim();
  const usable = suggestedReply !== '' && violationsOf(suggestedReply, sources).length === 0;
  return { askedFor, ...rest, ...(usable && { suggestedReply }) };
}

/** People are fetched whatever a model would say, so none is waited for. */
const isDecided = ({ wantsHuman, sentiment, wantsAction }: BrainClassification): boolean =>
  wantsHuman || sentiment === 'angry' || wantsAction;

function materialFor(
  { knowledge, clock }: Pick<OpenAiEngineDependencies, 'knowledge' | 'clock'>,
  topics: Topic[],
  request: AssistantRequest,
  now: number,
): DraftMaterial {
  const { business } = knowledge;
  const moment = nowInWords(business.timeZone, clock?.(), now);
  const system = fillPrompt(DRAFT_PROMPT, {
    shop: business.name,
    about: business.about,
    offer: createTexts(knowledge).renderNotice('offer', 'en', {}),
    business: business.facts.join('\n'),
    knowledge: topics.map(topicBlock).join('\n'),
    now: moment,
  });
  return { knowledge, moment, topics, system, instructions: DRAFT_INSTRUCTIONS, user: userTurn(request) };
}

/**
 * The engine with a model. Customers' words stand in the user turn alone, delimited; the model returns data and code
 * decides. What certainly needs a person is found before any model is asked, and goes to people while the model is down.
 */
export function createOpenAiEngine(deps: OpenAiEngineDependencies): AssistantEngine {
  const { chat, brain, knowledge, orders, clock, now = Date.now } = deps;
  const { business } = knowledge;
  const about = { shop: business.name, about: business.about };
  const moment = () => nowInWords(business.timeZone, clock?.(), now());
  const valid = () => validTopics(knowledge.topics, now(), business.timeZone);

  const classify = async (request: ClassifyRequest, signal: AbortSignal): Promise<EngineClassification> => {
    const certain = brain.classify(toBrainRequest(request, now()));
    if (isDecided(certain)) return certain;
    const topics = valid();
    const system = fillPrompt(CLASSIFICATION_PROMPT, {
      ...about,
      topics: topics.map(topicLine).join('\n'),
      now: moment(),
    });
    const messages = [
      { role: 'system' as const, content: system },
      { role: 'user' as const, content: userTurn(request) },
    ];
    const message = await chat({ messages, name: 'classification', schema: classificationSchema, signal });
    const model = readAnswer(message.content, classificationSchema);
    return merge(model, certain, new Set(topics.map(({ id }) => id)), request.messages);
  };

  return {
    name: 'openai',
    classify,
    draft: (request, signal) => {
      const topics = topicsFor(brain, valid(), request, now());
      // Like a topic it can close no tag around it.
      const told = request.teamAnswer?.replace(/[<>]/g, ' ');
      const known = told === undefined ? topics : [...topics, teamTopic(told)];
      const material = materialFor(deps, known, request, now());
      return draftWithModel(chat, orders, request, material, signal);
    },
    summarise: (request, signal) => {
      const sources = sourcesOf(knowledge, valid(), { ...request, messages: [] }, moment());
      return summariseWithModel(chat, knowledge, moment(), sources, request, signal);
    },
  };
}
