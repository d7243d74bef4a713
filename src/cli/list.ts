import type { WorkflowExecutionInfo } from '@temporalio/client';
import { CONVERSATION_WORKFLOW } from '../../workflows/conversation/messages';
import { SEARCH_ATTRIBUTES } from '../../workflows/conversation/plumbing/search-attributes';
import { REASONS } from '../../workflows/conversation/wording';
import { readAssistantPause } from '../assistant-pause';
import { readOperatorConfig, type Environment } from '../config';
import { UsageError, type Print } from './command';
import { readOptions } from './options';
import { inPlace } from './place';
import { durationOf, pausedBy, readDuration, tableOf } from './wording';

const OPTIONS = {
  handoff: { type: 'string' },
  mode: { type: 'string' },
  reason: { type: 'string' },
  agent: { type: 'string' },
  'owed-longer-than': { type: 'string' },
  json: { type: 'boolean' },
} as const;

const HANDOFFS = ['none', 'waiting', 'claimed', 'snoozed'];
const MODES = ['active', 'paused', 'confirming'];
/** Visibility on SQL cannot sort by our attributes, so that many are read and sorted here. */
const READ_AT_MOST = 1_000;
const SHOWN_AT_MOST = 50;

interface Listed {
  workflowId: string;
  mode?: string | undefined;
  handoff?: string | undefined;
  reason?: string | undefined;
  agent?: string | undefined;
  owedSince?: Date | undefined;
  lastCustomerMessageAt?: Date | undefined;
  turns?: number | undefined;
  link: string;
}

/** `baton list`: open conversations, whoever has waited longest first. Throws UsageError, ConfigurationError, TemporalUnreachableError or FoundWrongError. */
export async function list(environment: Environment, print: Print, args: string[]): Promise<void> {
  const { values, positionals } = readOptions(args, OPTIONS);
  if (positionals.length > 0) throw new UsageError('`list` takes options only; `show` takes a number.');
  const now = Date.now();
  const query = listQuery(values, now);
  await inPlace(readOperatorConfig(environment), async (place) => {
    const all: Listed[] = [];
    for await (const found of place.client.workflow.list({ query, pageSize: READ_AT_MOST })) {
      all.push(listed(found, place.workflowLink(found.workflowId)));
      if (all.length === READ_AT_MOST) break;
    }
    const sorted = all.sort((a, b) => since(a) - since(b));
    if (values.json) {
      print(JSON.stringify(sorted, null, 2));
      return;
    }
    const paused = await readAssistantPause(place.client);
    if (paused) print(`The assistant is paused in every conversation ${pausedBy(paused)}.\n`);
    show(sorted, now, print);
    print(`\n${place.listLink(query)}`);
  });
}

/** The list filter, as Temporal UI takes it too. Throws UsageError. */
function listQuery(values: { [name in keyof typeof OPTIONS]?: string | boolean }, now: number): string {
  const terms = [
    `WorkflowType = "${CONVERSATION_WORKFLOW}"`,
    'ExecutionStatus = "Running"',
    oneOf('BatonHandoff', 'handoff', values.handoff, HANDOFFS),
    oneOf('BatonMode', 'mode', values.mode, MODES),
    oneOf('BatonHandoffReason', 'reason', values.reason, Object.keys(REASONS)),
    agentTerm(values.agent),
    owedTerm(values['owed-longer-than'], now),
  ];
  return terms.filter((term) => term !== undefined).join(' AND ');
}

/** Several values may be given, with commas between them. */
function oneOf(attribute: string, option: string, given: string | boolean | undefined, known: string[]) {
  if (typeof given !== 'string') return undefined;
  const values = given.split(',').map((value) => value.trim());
  const wrong = values.find((value) => !known.includes(value));
  if (wrong !== undefined) {
    throw new UsageError(`There is no ${option} "${wrong}". There are: ${known.join(', ')}.`);
  }
  return `${attribute} IN (${values.map((value) => `"${value}"`).join(', ')})`;
}

function agentTerm(agent: string | boolean | undefined): string | undefined {
  if (typeof agent !== 'string') return undefined;
  if (!/^[A-Z0-9_]+$/.test(agent))
    throw new UsageError('`--agent` takes the Slack user id of an agent, such as U012AB3CD.');
  return `BatonAgent = "${agent}"`;
}

function owedTerm(duration: string | boolean | undefined, now: number): string | undefined {
  if (typeof duration !== 'string') return undefined;
  const milliseconds = readDuration(duration);
  if (milliseconds === undefined) throw new UsageError('`--owed-longer-than` takes a time such as 30m, 2h or 1d.');
  return `BatonOwedSince < "${new Date(now - milliseconds).toISOString()}"`;
}

function listed({ workflowId, typedSearchAttributes: found }: WorkflowExecutionInfo, link: string): Listed {
  return {
    workflowId,
    mode: found.get(SEARCH_ATTRIBUTES.BatonMode),
    handoff: found.get(SEARCH_ATTRIBUTES.BatonHandoff),
    reason: found.get(SEARCH_ATTRIBUTES.BatonHandoffReason),
    agent: found.get(SEARCH_ATTRIBUTES.BatonAgent),
    owedSince: found.get(SEARCH_ATTRIBUTES.BatonOwedSince),
    lastCustomerMessageAt: found.get(SEARCH_ATTRIBUTES.BatonLastCustomerMessageAt),
    turns: found.get(SEARCH_ATTRIBUTES.BatonTurns),
    link,
  };
}

const since = ({ owedSince }: Listed): number => owedSince?.getTime() ?? Number.MAX_SAFE_INTEGER;

function show(all: Listed[], now: number, print: Print): void {
  if (all.length === 0) {
    print('No open conversation is like that.');
    return;
  }
  const rows = all
    .slice(0, SHOWN_AT_MOST)
    .map(({ workflowId, mode = '', handoff = '', reason = '', agent = '', owedSince }) => [
      workflowId,
      mode,
      handoff,
      reason,
      agent,
      owedSince === undefined ? '' : durationOf(now - owedSince.getTime()),
    ]);
  tableOf([['conversation', 'mode', 'handoff', 'reason', 'agent', 'owed for'], ...rows]).forEach(print);
  const more = all.length - rows.length;
  if (more > 0) print(`… and ${more}${all.length === READ_AT_MOST ? ' or more' : ''} not shown.`);
}
