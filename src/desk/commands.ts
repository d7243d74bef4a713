import { z } from 'zod';
import { answerTo, COMMAND_SENTENCES, recordCommand, type Answer } from '../agent-commands';
import { NotTakenError, type AgentGateway } from '../agent-gateway';
import { FileNotTakenError, type AttachedFile, type UploadAttached } from '../attached-file';
import { readAgentWords, type AgentWords } from '../agent-words';
import type { ConversationGateway } from '../conversation-gateway';
import { phoneNumberIdOf } from '../identity';
import type { CannedReply } from '../living-replies';
import type { OutgoingFile } from '../../workflows/conversation/file';
import type { AgentCommand, AgentCommandKind, ConversationSnapshot } from '../../workflows/conversation/messages';
import { quotationOf } from '../../workflows/conversation/quotation';
import { OUTCOMES } from '../../workflows/conversation/words';
import { fateOf, type Fate } from './late-words';
import { LONGEST_TEXT } from './pages/composer';
import type { Team } from './team';
import type { Viewer } from './viewer';
import { isMine } from './whose';

/** What can be pressed on the desk page. */
const KINDS = [
  'takeOver',
  'resume',
  'keepPaused',
  'resolve',
  'snooze',
  'transfer',
  'sendAgain',
  'sendHeld',
  'keepAsNote',
] as const;
type DeskCommand = Extract<AgentCommandKind, (typeof KINDS)[number]>;

export const isDeskCommand = (kind: unknown): kind is DeskCommand => KINDS.some((known) => known === kind);

const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const commandSchema = z.object({
  revision: z.string().regex(/^[\w.-]{1,80}$/),
  epoch: count,
  handoff: count.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  to: z.string().max(128).optional(),
  until: z.string().max(40).optional(),
  intentId: z.string().max(200).optional(),
  heldId: z.string().min(1).max(300).optional(),
  from: z.string().max(128).optional(),
  reason: z.string().trim().min(1).max(200).optional(),
});
const messageSchema = z.object({
  nonce: z.string().regex(/^[\w-]{10,64}$/),
  text: z.string().max(LONGEST_TEXT),
  as: z.enum(['reply', 'note']).default('reply'),
  /** Number of the customer's line that it answers. */
  answers: z.coerce.number().int().positive().optional().catch(undefined),
});

type Fields = z.infer<typeof commandSchema>;

export interface CommandDeps {
  gateway: AgentGateway & Pick<ConversationGateway, 'snapshot'>;
  team: Team;
  /** A moment in words, on the business's clock, ms UTC; `undefined` where it is none. */
  readUntil(text: string): number | undefined;
  /** Absent where the gateway may not bring files to WhatsApp. */
  upload: UploadAttached | undefined;
  /** Canned replies, as they are at the moment. */
  replies(): CannedReply[];
  now: () => number;
}

const SENTENCES = {
  unreadable: 'This page is out of date. Nothing has changed. Reload it.',
  nothingWritten: 'Write something first.',
  numberContained: 'A card or ID number is in it: nobody should have one in a chat. Take it out first.',
  numberAsked: 'It asks for a card, PIN or ID number: nobody should write one in a chat. Take it out first.',
  notAMoment: 'That is no time ahead. Examples: 45 min, 14:00, tomorrow 09:00.',
  notAnAgent: 'Not one of the agents any more: choose somebody else.',
  closed: 'This conversation is closed: nothing was sent. It opens again when the customer writes.',
  notRecorded: 'It could not be recorded for certain. Unless it stands in the conversation, send it again.',
  takeFirst: 'Recorded, takes effect in a moment. Your message was not sent: send it once you have the conversation.',
  done: 'Done.',
  sent: 'On its way to the customer.',
  noteWithFile: 'Files go to customers alone: take it out, or send it.',
  fileTooLate: 'WhatsApp’s 24 hours are over: a file cannot wait. Attach it again once the customer has written.',
  noted: 'Kept inside: only colleagues read it.',
} as const;

const FATES: Record<Fate, string> = {
  parked: 'WhatsApp’s 24 hours are over: your words wait until the customer writes.',
  sent: SENTENCES.sent,
  held: 'Not sent: your words stand above the field until one of you decides what becomes of them.',
  inside: 'A colleague has this conversation: your words stay inside.',
  dropped:
    'Not sent, and not kept: too many messages wait for this customer to write already. Keep some of them as notes, or send a template.',
  unknown: 'Recorded. WhatsApp’s 24 hours are over: what waits until the customer writes stands above the field.',
};

const RECORDED_WITHIN_MS = 5_000;
const LONGEST_SNOOZE_MS = 30 * 24 * 60 * 60_000;
const refused = (sentence: string): Answer => ({ accepted: false, sentence });

/** What came of a form for one command, in a sentence for whoever pressed it. */
export async function press(
  deps: CommandDeps,
  { viewer, workflowId, kind, form }: { viewer: Viewer; workflowId: string; kind: DeskCommand; form: unknown },
): Promise<Answer> {
  const fields = commandSchema.safeParse(form).data;
  if (fields === undefined) return refused(SENTENCES.unreadable);
  const more = await fieldsOf(kind, fields, deps);
  if (typeof more === 'string') return refused(more);
  const { agent } = viewer;
  const { revision, epoch, handoff } = fields;
  const about = more.intentId ?? more.heldId;
  const command: AgentCommand = {
    updateId: `desk:${agent.id}:${kind}:${revision}${about === undefined ? '' : `:${about}`}`,
    kind,
    agent,
    epoch,
    ...(handoff !== undefined && { handoff }),
    ...more,
  };
  const answer = await answerTo(await recordCommand(deps.gateway, workflowId, command, deps.now(), deps.now));
  return answer.accepted
    ? { ...answer, sentence: answer.code === 'already_yours' ? answer.sentence : SENTENCES.done }
    : answer;
}

/** The command's own fields, or a sentence about what is wrong with them. */
async function fieldsOf(kind: DeskCommand, fields: Fields, deps: CommandDeps): Promise<Partial<AgentCommand> | string> {
  const { outcome, to, until, intentId, heldId, from, reason } = fields;
  switch (kind) {
    case 'takeOver':
      if (from === undefined) return heldId === undefined ? {} : { heldId };
      return reason === undefined ? SENTENCES.nothingWritten : { from: { agent: from, reason } };
    case 'resolve':
      return outcome === undefined ? {} : { outcome };
    case 'snooze': {
      const moment = deps.readUntil(until ?? '');
      const ahead = moment === undefined ? 0 : moment - deps.now();
      // By the conversation's own clock: so much later than now.
      return ahead > 0 && ahead < LONGEST_SNOOZE_MS ? { forMs: ahead } : SENTENCES.notAMoment;
    }
    case 'transfer': {
      if (to === 'group') return { toGroup: true };
      const colleague = (await deps.team.agents()).find(({ id }) => id === to);
      return colleague === undefined ? SENTENCES.notAnAgent : { to: colleague };
    }
    case 'sendAgain':
      return intentId === undefined ? SENTENCES.unreadable : { intentId };
    case 'sendHeld':
    case 'keepAsNote':
      return heldId === undefined ? SENTENCES.unreadable : { heldId };
    case 'resume':
    case 'keepPaused':
      return {};
  }
}

interface WordsAnswer extends Answer {
  /** The conversation has had the message, and whatever comes under the same name counts for nothing. */
  had?: true;
}

interface Written {
  viewer: Viewer;
  workflowId: string;
  form: unknown;
  file?: AttachedFile | undefined;
  snapshot: ConversationSnapshot;
}

/** What came of words: to the customer, where nobody has the conversation by taking it over first, or inside as a note. */
export async function write(deps: CommandDeps, written: Written): Promise<WordsAnswer> {
  const { viewer, workflowId, form, snapshot, file } = written;
  const fields = messageSchema.safeParse(form).data;
  if (fields === undefined) return refused(SENTENCES.unreadable);
  const words = readAgentWords(fields.text.replaceAll('\r\n', '\n').trim());
  const note = fields.as === 'note' || (words.ownWords ?? words).note;
  const isLate = snapshot.windowEndsAt !== undefined && snapshot.windowEndsAt <= snapshot.now;
  const problem = problemOf({ words, note, file, isLate });
  if (problem !== undefined) return refused(problem);
  const { agent } = viewer;
  const id = `desk:${agent.id}:${fields.nonce}`;
  const text = `${quotedIn(snapshot, fields.answers)}${words.text}`;
  try {
    // First of all: what WhatsApp does not take has taken nothing over.
    const attachments = await uploaded(deps, workflowId, file);
    if (!note && !isMine(snapshot, viewer)) {
      const taken = await takeOver(deps, workflowId, { updateId: `${id}:take`, kind: 'takeOver', agent });
      if (!taken.accepted) return taken;
    }
    const said = fields.as === 'note' ? { text, note } : { ...words, text };
    const message = { id, channel: 'desk', threadTs: '', agent, mentions: false, onDesk: true as const };
    const files = { files: attachments.length, ...(attachments.length > 0 && { attachments }) };
    await deps.gateway.agentMessage(workflowId, { ...message, ...said, ...files }, deps.now() + RECORDED_WITHIN_MS);
  } catch (error) {
    if (error instanceof FileNotTakenError) return refused(error.sentence);
    const closed = error instanceof NotTakenError && error.reason === 'closed';
    return refused(closed ? SENTENCES.closed : SENTENCES.notRecorded);
  }
  if (note || !isLate) return { accepted: true, sentence: note ? SENTENCES.noted : SENTENCES.sent };
  return lateAnswer(deps, workflowId, agent.name, text);
}

/** No verdict comes with a message: the conversation is asked what has become of it. */
async function lateAnswer(
  { gateway }: CommandDeps,
  workflowId: string,
  name: string,
  text: string,
): Promise<WordsAnswer> {
  const fate = fateOf(await gateway.snapshot(workflowId).catch(() => undefined), name, text);
  return { accepted: fate !== 'dropped', sentence: FATES[fate], had: true };
}

/** A quotation of that line of the customer's. */
function quotedIn({ transcript }: ConversationSnapshot, line: number | undefined): string {
  const answered = transcript.find(({ from, number }) => from === 'customer' && number === line);
  return answered === undefined || answered.text === '' ? '' : quotationOf(answered.text);
}

type Problem = Pick<Written, 'file'> & { words: AgentWords; note: boolean; isLate: boolean };

/** Why nothing of it can be taken. */
function problemOf({ words, note, file, isLate }: Problem): string | undefined {
  const { sensitive } = words.ownWords ?? words;
  if (words.text === '' && file === undefined) return SENTENCES.nothingWritten;
  if (sensitive === 'contained') return SENTENCES.numberContained;
  if (!note && sensitive === 'asked') return SENTENCES.numberAsked;
  if (file === undefined) return undefined;
  return note ? SENTENCES.noteWithFile : isLate ? SENTENCES.fileTooLate : undefined;
}

/** What is attached, as WhatsApp has it. Throws FileNotTakenError. */
async function uploaded(
  { upload }: CommandDeps,
  workflowId: string,
  file: AttachedFile | undefined,
): Promise<OutgoingFile[]> {
  const phoneNumberId = phoneNumberIdOf(workflowId);
  if (file === undefined || upload === undefined || phoneNumberId === undefined) return [];
  return [{ fileId: 'desk', name: file.name, uploaded: await upload(phoneNumberId, file) }];
}

async function takeOver(deps: CommandDeps, workflowId: string, command: AgentCommand): Promise<Answer> {
  const recorded = await recordCommand(deps.gateway, workflowId, command, deps.now(), deps.now);
  const answer = await answerTo(recorded);
  if (answer.accepted) return answer;
  return answer.sentence === COMMAND_SENTENCES.recorded ? refused(SENTENCES.takeFirst) : answer;
}
