import { writeFileSync } from 'node:fs';
import {
  conversationQuery,
  type ConversationSnapshot,
  type TranscriptLine,
} from '../../workflows/conversation/messages';
import { readFindConfig, type Environment } from '../config';
import type { RecordedRun } from '../customer-runs';
import { FoundWrongError, UsageError, type Print } from './command';
import { readCustomer } from './customer';
import { readOptions } from './options';
import { inPlace, type Place } from './place';
import { conversationsOf, counted, isoTime, recordsOf } from './records';

const OPTIONS = { file: { type: 'string' } } as const;

/** Runs that handed their state on to each other, oldest first, and what each says of itself. */
type Chain = { run: RecordedRun; snapshot: ConversationSnapshot }[];

/**
 * `baton export`: everything that is kept of a customer, as JSON: to the terminal, or with `--file` into a file that only
 * its owner may read. Needs a worker. Throws UsageError, ConfigurationError, TemporalUnreachableError or FoundWrongError.
 */
export async function exportCustomer(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  const customer = readCustomer(positionals, 'export');
  await inPlace(readFindConfig(environment), async (place) => {
    const runs = await recordsOf(place, customer);
    const chains = await readChains(place, runs);
    const receipt = receiptOf(runs, chains);
    const text = JSON.stringify({ receipt, conversations: chains.map(written) }, null, 2);
    if (values.file === undefined) return print(text);
    write(values.file, text);
    print(
      `Exported ${counted(receipt.conversations, 'conversation')}, ${counted(receipt.runs, 'run')}, ${counted(receipt.messages, 'line')}, at ${receipt.at}.`,
    );
    print(`${values.file} holds personal data: pass it on safely and delete it then.`);
  });
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, `${text}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new UsageError(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}): name a file that is not there yet.`,
    );
  }
}

function receiptOf(runs: RecordedRun[], chains: Chain[]) {
  const lines = chains.flatMap(linesOf);
  return {
    at: isoTime(Date.now()),
    conversations: conversationsOf(runs).length,
    runs: runs.length,
    messages: lines.length,
    about:
      'What Baton keeps of this customer in Temporal. Not in here: what WhatsApp and Slack keep themselves, and orders in the shop’s own system.',
  };
}

async function readChains(place: Place, runs: RecordedRun[]): Promise<Chain[]> {
  const chains: Chain[] = [];
  for (const workflowId of conversationsOf(runs)) {
    let chain: Chain = [];
    for (const run of runs.filter((one) => one.workflowId === workflowId)) {
      chain.push({ run, snapshot: await ask(place, run) });
      if (run.continued) continue;
      chains.push(chain);
      chain = [];
    }
    if (chain.length > 0) chains.push(chain);
  }
  return chains;
}

async function ask({ client, namespace }: Place, { workflowId, runId }: RecordedRun): Promise<ConversationSnapshot> {
  try {
    return await client.workflow.getHandle(workflowId, runId).query(conversationQuery);
  } catch (error) {
    throw new FoundWrongError(
      `No worker of the namespace ${namespace} told about ${workflowId}: start one, or look into its log. Nothing was exported.`,
      { cause: error },
    );
  }
}

/** Each line once, as the newest run that still has it knows it. */
function linesOf(chain: Chain): TranscriptLine[] {
  const lines = new Map(
    chain.flatMap(({ snapshot }) => snapshot.transcript.map((line) => [line.number, line] as const)),
  );
  return [...lines.values()].sort((one, other) => one.number - other.number);
}

function written(chain: Chain) {
  const newest = chain.at(-1)?.snapshot;
  const { workflowId, customer, language, pastHandoffs, summary, reason, handoff } = newest ?? {};
  return {
    workflowId,
    customer,
    language,
    runs: chain.map(({ run: { runId, startedAt, endedAt } }) => ({
      runId,
      startedAt: isoTime(startedAt),
      ...(endedAt !== undefined && { endedAt: isoTime(endedAt) }),
    })),
    handoff: { status: handoff, reason, summary },
    pastHandoffs,
    transcript: linesOf(chain).map((line) => ({ ...line, at: isoTime(line.at) })),
  };
}
