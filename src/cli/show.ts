import type { ConversationSnapshot } from '../../workflows/conversation/messages';
import { conversationQuery } from '../../workflows/conversation/messages';
import { REASONS } from '../../workflows/conversation/wording';
import { readAssistantPause } from '../assistant-pause';
import { readFindConfig, type Environment } from '../config';
import { FoundWrongError, type Print } from './command';
import { conversationWith, readCustomer } from './customer';
import { readOptions } from './options';
import { inPlace, type Place } from './place';
import { durationOf, tableOf, timeOf } from './wording';

const OPTIONS = { transcript: { type: 'boolean' }, json: { type: 'boolean' } } as const;
const WORKER_WITHIN_MS = 8_000;

/**
 * `baton show`: one conversation, why it is as it is and what comes next. Nothing that a customer wrote or is called is
 * printed without --transcript. Throws UsageError, ConfigurationError, TemporalUnreachableError or FoundWrongError.
 */
export async function show(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  const customer = readCustomer(positionals, 'show');
  await inPlace(readFindConfig(environment), async (place) => {
    const workflowId = await conversationWith(place, customer);
    const snapshot = await ask(place, workflowId);
    const link = place.workflowLink(workflowId);
    if (values.json) {
      print(JSON.stringify({ ...(values.transcript ? snapshot : withoutWords(snapshot)), link }, null, 2));
      return;
    }
    print(workflowId);
    if (await readAssistantPause(place.client)) print('The assistant is paused in every conversation.');
    print('');
    tableOf(facts(snapshot)).forEach(print);
    print('\nLast decisions');
    tableOf(snapshot.recentDecisions.map(({ at, rule, detail }) => [`  ${timeOf(at)}`, rule, detail])).forEach(print);
    if (values.transcript) printTranscript(snapshot, print);
    print(`\n${link}`);
  });
}

async function ask({ client, namespace }: Place, workflowId: string): Promise<ConversationSnapshot> {
  const handle = client.workflow.getHandle(workflowId);
  try {
    return await client.withDeadline(Date.now() + WORKER_WITHIN_MS, () => handle.query(conversationQuery));
  } catch (error) {
    throw new FoundWrongError(
      `No worker of the namespace ${namespace} told about ${workflowId}: start one, or look into its log.`,
      { cause: error },
    );
  }
}

/** All but what the customer wrote, what was answered or waits to be, what is known of his order, and who he is. */
export function withoutWords(snapshot: ConversationSnapshot) {
  const { transcript, customer: _customer, issue: _issue, summary: _summary, pastHandoffs, ...more } = snapshot;
  const { parked: _parked, held: _held, facts: _facts, ...rest } = more;
  const past = pastHandoffs.map(({ summary: _told, ...handoff }) => handoff);
  return { ...rest, pastHandoffs: past, messages: transcript.length };
}

function facts(snapshot: ConversationSnapshot): string[][] {
  const { mode, modeSince, whoMaySpeak, handoff, reason, agent, owedSince, now } = snapshot;
  const { nextDeadline, windowEndsAt, turn, engine } = snapshot;
  const rows: [string, string | undefined][] = [
    ['mode', `${mode}, since ${timeOf(modeSince)}`],
    ['may speak', whoMaySpeak === 'assistant' ? 'the assistant' : (agent?.name ?? 'the agents, nobody has it yet')],
    ['handoff', handoff],
    ['why', reason && `${REASONS[reason]} (${reason})`],
    ['owed since', owedSince === undefined ? undefined : `${timeOf(owedSince)}, for ${durationOf(now - owedSince)}`],
    ['next', nextDeadline && `${nextDeadline.what}, ${timeOf(nextDeadline.at)}`],
    ['turn', turn && `number ${turn.number}, ${turn.phase}`],
    ['unconfirmed', unconfirmed(snapshot)],
    [
      'window',
      windowEndsAt === undefined ? undefined : `${windowEndsAt > now ? 'closes' : 'closed'} ${timeOf(windowEndsAt)}`,
    ],
    ['engine', engine],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

function unconfirmed({ transcript }: ConversationSnapshot): string | undefined {
  const count = transcript.filter(({ delivery }) => delivery === 'unconfirmed').length;
  return count === 0 ? undefined : `${count} of our messages: nobody can say whether they arrived`;
}

function printTranscript({ transcript, recordBegins }: ConversationSnapshot, print: Print): void {
  print(`\nTranscript${recordBegins > 1 ? `, from line ${recordBegins} on` : ''}`);
  for (const { at, from, name, text, delivery } of transcript) {
    const who = name === undefined ? from : `${from} ${name}`;
    print(
      `  ${timeOf(at)}  ${who}${delivery === undefined ? '' : ` (${delivery})`}: ${text.replaceAll('\n', '\n    ')}`,
    );
  }
}
