import { createRehearsal } from '../../activities/assistant/rehearsal';
import { compileClock } from '../../activities/knowledge/business-clock';
import { loadKnowledge } from '../../activities/knowledge/load';
import { KnowledgeError } from '../../activities/knowledge/parse';
import type { Knowledge } from '../../activities/knowledge/types';
import { readAskConfig, type AskConfig, type Environment } from '../config';
import { answerSheet, sheetLines } from './answer-sheet';
import { FoundWrongError, UsageError, type Print } from './command';
import { readOptions } from './options';

const OPTIONS = {
  engine: { type: 'string' },
  from: { type: 'string' },
  day: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

const HOW = '`ask` needs the message between quotation marks, such as "Are you open on Saturday?".';
const LONGEST = 4_096;

/**
 * `baton ask`: what the assistant would answer, from which source and by which rule, or why not. Starts no conversation.
 * Throws UsageError, ConfigurationError, and FoundWrongError where the knowledge cannot be used.
 */
export async function ask(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  const message = positionals.join(' ').trim();
  if (message === '') throw new UsageError(HOW);
  if (message.length > LONGEST) throw new UsageError(`A message has at most ${LONGEST} characters.`);
  const now = timeOf(values.day);
  const waId = numberOf(values.from);
  const config = readAskConfig(withEngine(environment, values.engine));
  const knowledge = usable(config);
  const { settings, orders, model: place } = config;
  const model = place && { apiKey: place.apiKey, baseUrl: place.baseUrl, model: place.name };
  const clock = () => compileClock(knowledge.business.hours, knowledge.business.timeZone, now);
  const rehearse = createRehearsal({ knowledge: () => knowledge, orders, model, settings, clock, now: () => now });
  const sheet = answerSheet(message, await rehearse({ text: message, waId }), knowledge, now);
  if (values.json) return print(JSON.stringify(sheet, null, 2));
  if (settings.engine === 'openai' && sheet.engine === 'local') {
    print('The model did not answer, so the engine without a model did: see OPENAI_API_KEY and OPENAI_BASE_URL.\n');
  }
  sheetLines(sheet).forEach((line) => print(line));
}

/** Noon, so that the day is the same almost everywhere. */
function timeOf(day: string | undefined): number {
  if (day === undefined) return Date.now();
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T12:00:00Z`) : Number.NaN;
  if (Number.isNaN(noon)) throw new UsageError('--day is followed by a day such as 2026-12-24.');
  return noon;
}

function numberOf(from: string | undefined): string | undefined {
  const digits = from?.replace(/\D/g, '');
  if (digits !== undefined && !/^[1-9]\d{6,14}$/.test(digits)) {
    throw new UsageError('--from is followed by a number with its country code, such as "+27 82 555 1234".');
  }
  return digits;
}

function withEngine(environment: Environment, engine: string | undefined): Environment {
  if (engine === undefined) return environment;
  if (engine !== 'openai' && engine !== 'local') throw new UsageError('--engine is followed by openai or local.');
  return { ...environment, ASSISTANT: engine };
}

function usable({ knowledgeDir, privacyUrl }: AskConfig): Knowledge {
  try {
    return loadKnowledge(knowledgeDir, { privacyUrl });
  } catch (error) {
    if (error instanceof KnowledgeError) throw new FoundWrongError(error.message);
    throw error;
  }
}
