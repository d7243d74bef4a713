import { groupAlike } from '../../activities/assistant/local/retrieval/likeness';
import { readOperatorConfig, type Environment } from '../config';
import { RETENTION_DAYS } from '../namespace';
import { connectClient } from '../temporal';
import { unansweredSince, type UnansweredQuestion } from '../unanswered-questions';
import { UsageError, type Print } from './command';
import { readOptions } from './options';

const OPTIONS = { days: { type: 'string', default: '7' }, json: { type: 'boolean', default: false } } as const;
const DAY_MS = 86_400_000;
const MOST_WORDINGS = 5;
const LONGEST_SHOWN = 200;

/** Questions that ask the same thing. */
interface Group {
  /** Newest first, each once. */
  questions: string[];
  customers: number;
  times: number;
  /** ISO 8601. */
  lastAsked: string;
  /** The newest that the team has given when it was asked. */
  answer?: string;
}

/**
 * `baton unanswered`: what customers asked and the knowledge did not answer, in their words, never with a number or a name.
 * Throws UsageError, ConfigurationError or TemporalUnreachableError.
 */
export async function unanswered(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  if (positionals.length > 0) throw new UsageError('`unanswered` takes --days and --json, nothing else.');
  const days = Number(values.days);
  if (!Number.isInteger(days) || days < 1 || days > RETENTION_DAYS) {
    throw new UsageError(`--days is followed by a number from 1 to ${RETENTION_DAYS}: Temporal keeps no more.`);
  }
  const temporal = await connectClient(readOperatorConfig(environment).temporal);
  try {
    const { questions, unread } = await unansweredSince(temporal.client, Date.now() - days * DAY_MS);
    const groups = grouped(questions);
    if (values.json) print(JSON.stringify({ days, groups, unread }, null, 2));
    else linesOf(days, groups).forEach((line) => print(line));
    if (!values.json && unread > 0) {
      print(`${counted(unread, 'conversation')} could not be read: a data key is missing in BATON_DATA_KEYS.`);
    }
  } finally {
    await temporal.close();
  }
}

/** Newest first, as the questions are. */
function grouped(questions: UnansweredQuestion[]): Group[] {
  return groupAlike(questions.map(({ text }) => text)).map((positions) => {
    const group = positions.map((position) => questions[position]!);
    const answer = group.find((question) => question.answer !== undefined)?.answer;
    return {
      questions: [...new Set(group.map(({ text }) => text))],
      customers: new Set(group.map(({ workflowId }) => workflowId)).size,
      times: group.length,
      lastAsked: new Date(group[0]!.at).toISOString(),
      ...(answer !== undefined && { answer }),
    };
  });
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
// Control characters could steer the terminal.
const onOneLine = (text: string): string => {
  const line = text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN)}…` : line;
};

function linesOf(days: number, groups: Group[]): string[] {
  const period = days === 1 ? 'day' : `${days} days`;
  if (groups.length === 0) return [`In the last ${period} customers asked nothing that the knowledge did not answer.`];
  return [
    `What the knowledge did not answer in the last ${period}, newest first:`,
    ...groups.flatMap(({ questions: [newest = '', ...others], customers, times, lastAsked, answer }) => [
      '',
      `“${onOneLine(newest)}”`,
      ...others.slice(0, MOST_WORDINGS - 1).map((other) => `“${onOneLine(other)}”`),
      `  ${counted(customers, 'customer')}, ${counted(times, 'time')}, last on ${lastAsked.slice(0, 10)}`,
      ...(answer === undefined ? [] : [`  The team said: “${onOneLine(answer)}”`]),
    ]),
    '',
    'Write a topic for what comes up again (docs/your-shop.md), then try it with `npm run baton -- ask "…"`.',
  ];
}
