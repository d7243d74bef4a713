import type { Client } from '@temporalio/client';
import type { LoadedDataConverter } from '@temporalio/common';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { optionalTsToMs } from '@temporalio/common/lib/time';
import type { temporal } from '@temporalio/proto';
import { CONVERSATION_WORKFLOW } from '../workflows/conversation/messages';
import { decide } from '../workflows/conversation/policy';
import { emptyMemory } from '../workflows/conversation/state';
import type { Classification, Draft, DraftRequest } from '../workflows/conversation/ports';
import { DataKeyError } from './payload-codec';
import { withoutIdentity } from './without-identity';

type Event = temporal.api.history.v1.IHistoryEvent;
type Payloads = temporal.api.common.v1.IPayloads | null | undefined;

/** Something a customer asked that the knowledge did not answer. */
export interface UnansweredQuestion {
  workflowId: string;
  /** ms UTC on the conversation's clock. */
  at: number;
  /** The customer's words without numbers, addresses and his own name. */
  text: string;
  /** What the team said when it was asked, likewise. */
  answer?: string;
}

/** The newest attempt of an activity, and what came of it. A later turn or attempt replaces it. */
interface Attempt<Request, Result> {
  scheduled: string;
  request: Request;
  result?: Result;
}

interface Newest {
  classify?: Attempt<unknown, Classification>;
  draft?: Attempt<DraftRequest, Draft>;
}

/** The decision as a conversation without a past would have taken it: there an offer means that nothing answered. */
function isUnanswered(classification: Classification, draft: Draft): boolean {
  const { settings } = classification;
  const unreadable = { any: false, photo: false };
  const memory = emptyMemory();
  const input = { now: 0, settings, memory, classification, draft, paused: false, mayTrigger: true, unreadable };
  return decide(input).action === 'offer';
}

type Asked = Omit<UnansweredQuestion, 'workflowId'>;

/** The draft with the team's words answers what could not be answered last; in a run that has just begun nothing is known of it. */
function keepAnswer(found: Asked[], { messages, customer, teamAnswer = '' }: DraftRequest, at: number): void {
  const answer = withoutIdentity(teamAnswer, customer.name);
  const last = found.at(-1) ?? { at, text: withoutIdentity(messages.join(' '), customer.name) };
  found.splice(-1, 1, { ...last, answer });
}

/** Reads one run of a conversation, oldest event first. */
async function questionsIn(events: Event[], converter: LoadedDataConverter): Promise<Asked[]> {
  const first = async <T>(payloads: Payloads): Promise<T> =>
    (await decodeArrayFromPayloads(converter, payloads?.payloads))[0] as T;
  const newest: Newest = {};
  const found: Asked[] = [];
  for (const event of events) {
    const { activityTaskScheduledEventAttributes: begun, activityTaskCompletedEventAttributes: done } = event;
    const scheduled = String(event.eventId);
    const kind = begun?.activityType?.name;
    if (kind === 'classify') newest.classify = { scheduled, request: undefined };
    if (kind === 'draft') newest.draft = { scheduled, request: await first<DraftRequest>(begun?.input) };
    if (!done) continue;
    const of = String(done.scheduledEventId);
    const { classify, draft } = newest;
    if (classify?.scheduled === of) classify.result = await first<Classification>(done.result);
    else if (draft?.scheduled === of) draft.result = await first<Draft>(done.result);
    else continue;
    if (draft?.result && draft.request.teamAnswer !== undefined) {
      keepAnswer(found, draft.request, optionalTsToMs(event.eventTime) ?? 0);
      continue;
    }
    if (!classify?.result || !draft?.result || !isUnanswered(classify.result, draft.result)) continue;
    const { messages, customer } = draft.request;
    found.push({ at: optionalTsToMs(event.eventTime) ?? 0, text: withoutIdentity(messages.join(' '), customer.name) });
  }
  return found;
}

/**
 * What customers asked since `since` (ms UTC) and the knowledge did not answer, newest first, from the histories that
 * Temporal keeps; as many runs as there are conversations are read. `unread`: runs whose data key is not there.
 */
export async function unansweredSince(
  client: Client,
  since: number,
): Promise<{ questions: UnansweredQuestion[]; unread: number }> {
  let unread = 0;
  const query = `WorkflowType = "${CONVERSATION_WORKFLOW}" AND (ExecutionStatus = "Running" OR CloseTime >= "${new Date(since).toISOString()}")`;
  const questions: UnansweredQuestion[] = [];
  for await (const { workflowId, history } of client.workflow.list({ query }).intoHistories({ concurrency: 5 })) {
    const { events } = history as temporal.api.history.v1.IHistory;
    const asked = await questionsIn(events ?? [], client.options.loadedDataConverter).catch((error: unknown) => {
      if (!(error instanceof DataKeyError)) throw error;
      unread += 1;
      return [];
    });
    questions.push(
      ...asked.filter((question) => question.at >= since).map((question) => ({ ...question, workflowId })),
    );
  }
  return { questions: questions.sort((a, b) => b.at - a.at), unread };
}
