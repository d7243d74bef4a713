/** The files of a customer: fetched one after the other, and shown in the thread of the handoff that is open. */
import type { JobFailure } from '../events';
import { jobKeys } from '../jobs';
import type { EntryFile, FetchedFile, FileToShow } from '../file';
import type { ConversationState, TranscriptEntry } from '../state';
import { FILE_PROBLEMS, type FileProblem } from '../words';
import { changeEntry, noteDecision, postLine, postToSlack } from './record';
import { FILE_NAME_RULES, FILE_RULES } from '../rules';

const SECOND = 1000;
const ATTEMPTS = 4;
const MOST_WAITING = 10;
const LONGEST_NAME = 200;
/** WhatsApp keeps what a customer has sent for seven days. */
const KEPT = 6 * 24 * 60 * 60 * SECOND;

/** Asks for every file that the team is to see and has not seen. What waits in a burst is shown first. */
export function showFiles(state: ConversationState): void {
  const { handoff, rules, moved, burst, boundary, now } = state;
  dropLost(state);
  if (rules < FILE_RULES || handoff === undefined || moved !== undefined) return;
  for (const { number, at, file } of state.transcript) {
    if (file === undefined || file.asked || number <= boundary || now - at > KEPT) continue;
    if (burst?.entries.includes(number) || (state.files?.length ?? 0) >= MOST_WAITING) return;
    state.counters.post += 1;
    const id = `f-${state.runKey}-${state.counters.post}`;
    state.files = [...(state.files ?? []), { id, entry: number, handoff: handoff.number, attempt: 1 }];
    changeEntry(state, number, { file: { ...file, asked: true } });
  }
}

/** What has left the record has nothing to be shown beside. */
function dropLost(state: ConversationState): void {
  if (state.files === undefined) return;
  keep(
    state,
    state.files.filter(({ entry }) => fileOf(state, entry) !== undefined),
  );
}

/** Where it goes on under other numbers, what is not there yet is asked for again. */
export function askFilesAnew(state: ConversationState): void {
  for (const { entry } of state.files ?? []) {
    const file = fileOf(state, entry);
    if (file === undefined) continue;
    const { asked: _asked, ...known } = file;
    changeEntry(state, entry, { file: known });
  }
  delete state.files;
}

export function fileFetched(state: ConversationState, key: string, { fileId, name, type, size }: FetchedFile): void {
  const fetched = take(state, key);
  if (fetched === undefined) return;
  const { entry, handoff } = fetched;
  change(state, entry, { content: { type, size } });
  if (fileId !== undefined) postToSlack(state, { kind: 'file', handoff, fileId, name, what: whatIs(state, entry) });
}

/** What may come with the next try is tried again; then, and for what never will, one sentence stands in its place. */
export function fileFailed(state: ConversationState, key: string, failure: JobFailure): void {
  const file = state.files?.find((one) => jobKeys.file(one) === key);
  if (file === undefined) return;
  if (failure.class !== 'rejected' && file.attempt < ATTEMPTS) {
    file.notBefore = state.now + Math.max(failure.retryAfterMs ?? 0, 2 ** file.attempt * SECOND);
    file.attempt += 1;
    return;
  }
  take(state, key);
  const problem = problemOf(failure);
  change(state, file.entry, { problem });
  noteDecision(state, 'a file was not shown', problem);
  const { type } = failure;
  const what = whatIs(state, file.entry);
  const named = nameOf(state, fileOf(state, file.entry)?.fileName);
  postLine(state, { kind: 'file_problem', what, problem, ...(type !== undefined && { type }), ...named });
}

/** For the sentence about a file that is not shown: several may have come together. */
export const nameOf = ({ rules }: ConversationState, name: string | undefined): { name?: string } =>
  rules < FILE_NAME_RULES || name === undefined ? {} : { name: name.slice(0, LONGEST_NAME) };

const problemOf = ({ code }: JobFailure): FileProblem =>
  FILE_PROBLEMS.find((problem) => problem === code) ?? 'unavailable';

function take(state: ConversationState, key: string): FileToShow | undefined {
  const taken = state.files?.find((one) => jobKeys.file(one) === key);
  keep(
    state,
    (state.files ?? []).filter((one) => one !== taken),
  );
  return taken;
}

function keep(state: ConversationState, files: FileToShow[]): void {
  if (files.length > 0) state.files = files;
  else delete state.files;
}

const entryOf = ({ transcript }: ConversationState, number: number): TranscriptEntry | undefined =>
  transcript.find((entry) => entry.number === number);

const fileOf = (state: ConversationState, number: number): EntryFile | undefined => entryOf(state, number)?.file;

const whatIs = (state: ConversationState, number: number) => entryOf(state, number)?.kind ?? 'document';

function change(state: ConversationState, number: number, known: Pick<EntryFile, 'content' | 'problem'>): void {
  const file = fileOf(state, number);
  if (file !== undefined) changeEntry(state, number, { file: { ...file, ...known } });
}
