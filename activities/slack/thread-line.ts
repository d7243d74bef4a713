import type { Agent, CustomerIdentity, ThreadLine } from '../../workflows/conversation/ports';
import type { SaidLine } from '../../workflows/conversation/said-line';
import {
  fileProblemSentence,
  fileRefusalSentence,
  isNotShown,
  OUTCOME_WORDS,
  REASONS,
} from '../../workflows/conversation/wording';
import { buttons } from './buttons';
import type { SlackMessage } from './card';
import {
  foreignPhrase,
  mention,
  mentionGroup,
  MESSAGE_CHARACTERS,
  moment,
  notification,
  quote,
  richText,
  section,
  words,
  type Block,
  type RichTextElement,
  type RichTextPart,
} from './rich-text';
import { isSlackUser } from './user';
import { customerName, maskedNumber, wordSentence } from './wording';

export interface LineMessage extends SlackMessage {
  /** Nobody in particular is asked, so that the channel sees it as well as the thread. */
  broadcast: boolean;
}

const HELD_BECAUSE = {
  mention: 'This message mentions somebody in Slack, so it was not sent to the customer.',
  assistant_active: 'The assistant has this conversation, so your message was not sent to the customer.',
  nobody_claimed: 'Nobody has this handoff yet, so your message was not sent to the customer.',
  sensitive: 'Your message was not sent to the customer.',
} as const;

const SENSITIVE = {
  asked:
    ' It asks for a card, PIN or ID number: nobody should write one in a chat, and Baton takes it out where somebody does.',
  contained: ' A card or ID number was in it and has been taken out.',
} as const;

const UNCONFIRMED = {
  agent: 'Delivery unconfirmed: WhatsApp did not say whether this message went out.',
  assistant: "Delivery unconfirmed: WhatsApp did not say whether the assistant's answer went out.",
  notice: 'Delivery unconfirmed: WhatsApp did not say whether this notice went out.',
} as const;

type Line<Kind extends ThreadLine['kind']> = Extract<ThreadLine, { kind: Kind }>;

/** A line for the thread of a card. Every foreign word stands in a literal text element. */
export function renderLine(line: ThreadLine, workflowId: string, agentGroup: string): LineMessage {
  switch (line.kind) {
    case 'customer_message':
      return said(line.name?.trim() || 'Customer', line);
    case 'customer_messages':
      return saidTogether(line.name?.trim() || 'Customer', line.messages);
    case 'agent_phone_message':
      return said('Answered from the phone app', line);
    case 'confirm_resume':
      return confirmResume(line, workflowId);
    case 'whose_turn':
      return whoseTurn(line, workflowId);
    case 'customer_keeps_waiting':
      return keepsWaiting(line);
    case 'held':
      return held(line, workflowId);
    case 'not_delivered':
      return notDelivered(line, workflowId);
    case 'unconfirmed':
      return unconfirmed(line, workflowId);
    case 'confirmed_after_all':
      return plain([words('WhatsApp has confirmed this message after all:')], richText(quote(line.text, 1_000)));
    case 'parked':
      return parked(line, workflowId);
    default:
      return teamLine(line, agentGroup);
  }
}

type TeamLine = Line<
  | 'kept_as_note'
  | 'file_refused'
  | 'file_problem'
  | 'customer_waits'
  | 'window_ends'
  | 'template_sent'
  | 'taken_from'
  | 'given_back'
  | 'desk_message'
  | 'reason_added'
  | 'sentence'
>;

/** What the team tells itself: nothing of it is to be pressed. */
function teamLine(line: TeamLine, agentGroup: string): LineMessage {
  switch (line.kind) {
    case 'kept_as_note':
      return keptAsNote(line);
    case 'file_refused':
      return fileRefused(line);
    case 'file_problem':
      return fileProblem(line);
    case 'customer_waits':
      return customerWaits(line, agentGroup);
    case 'window_ends':
      return windowEnds(line);
    case 'template_sent':
      return templateSent(line);
    case 'taken_from':
      return takenFrom(line);
    case 'given_back':
      return givenBack(line, agentGroup);
    case 'desk_message':
      return deskMessage(line);
    case 'reason_added':
      return reasonAdded(line);
    case 'sentence':
      return sentence(line);
  }
}

/** A line for the channel itself, where no card says whom it is about. */
export function renderChannelLine(
  line: ThreadLine,
  customer: CustomerIdentity,
  workflowId: string,
  agentGroup: string,
): LineMessage {
  const message = renderLine(line, workflowId, agentGroup);
  const about = section(foreignPhrase(customerName(customer), 120, 'bold'), words(` · ${maskedNumber(customer)}`));
  return {
    text: notification(`${customerName(customer)}: ${ownWords(message)}`),
    blocks: [richText(about), ...message.blocks],
    broadcast: false,
  };
}

function keptAsNote({ agent, owner }: Line<'kept_as_note'>): LineMessage {
  const told = words(' has this conversation: your message stays inside.');
  return plain([...addressed(agent), foreignPhrase(owner.name, 80), told]);
}

function deskMessage({ agent, text, note }: Line<'desk_message'>): LineMessage {
  const said = words(note ? ' (desk, internal note):' : ' (desk):');
  return plain([foreignPhrase(agent.name, 80, 'bold'), said], richText(quote(text, MESSAGE_CHARACTERS)));
}

function fileRefused({ agent, name = 'The file', why, type }: Line<'file_refused'>): LineMessage {
  const reason = why === undefined ? 'attach it again as a file of its own.' : fileRefusalSentence(why, type);
  const told = words(` was not sent to the customer and stays here: ${reason}`);
  return plain([...addressed(agent), foreignPhrase(name, 200, 'bold'), told]);
}

function fileProblem({ what, name, problem, type }: Line<'file_problem'>): LineMessage {
  const named = name === undefined ? [] : [foreignPhrase(name, 80, 'bold'), words(' ')];
  const message = plain([words(`The customer’s ${what} `), ...named, words(isNotShown(problem, type))]);
  return { ...message, text: notification(fileProblemSentence(what, problem, type)) };
}

function customerWaits({ agent, since, everybody }: Line<'customer_waits'>, agentGroup: string): LineMessage {
  const everyone = everybody ? [mentionGroup(agentGroup), words(' ')] : [];
  return plain([
    ...addressed(agent),
    ...everyone,
    words('The customer has been waiting for an answer since '),
    moment(since),
    words(everybody ? '. Can somebody step in?' : '.'),
  ]);
}

function windowEnds({ agent, endsAt, opensAt }: Line<'window_ends'>): LineMessage {
  const closed = opensAt === undefined ? [] : [words(', and you are back only '), moment(opensAt)];
  return plain([
    ...addressed(agent),
    words('WhatsApp takes free text for this customer only until '),
    moment(endsAt),
    ...closed,
    words('. Answer now: later only a template reaches them.'),
  ]);
}

function parked({ agent, text, parkedId, handoff, asked }: Line<'parked'>, workflowId: string): LineMessage {
  const told = asked
    ? 'Kept: it goes out as soon as the customer answers the template.'
    : 'Kept, not sent: the 24-hour window is closed, so WhatsApp takes no free text. A template may still ask the customer to write; this goes out as soon as they do.';
  const value = { w: workflowId, h: handoff, m: parkedId };
  return plain(
    [...addressed(agent), words(told)],
    richText(quote(text, 1_000)),
    buttons(value, 'send_template', ...(asked ? [] : ['send_template' as const]), 'keep_as_note'),
  );
}

function templateSent({ agent, text, parked: waiting }: Line<'template_sent'>): LineMessage {
  const then =
    waiting === 0 ? 'Once the customer answers' : 'What is kept goes out once the customer answers, and then';
  const parts = [mention(agent), words(` sends a template. ${then} you can write freely for 24 hours.`)];
  const message = plain(parts, richText(quote(text, 1_200)));
  return { ...message, text: notification(`${agent.name} sends a template.`) };
}

function takenFrom({ agent, from, reason }: Line<'taken_from'>): LineMessage {
  return plain(
    [
      mention(agent),
      words(' took over from '),
      mention(from),
      words('. What '),
      foreignPhrase(agent.name, 80),
      words(' writes here goes to the customer.'),
    ],
    richText(quote(reason, 200)),
  );
}

function givenBack({ agent }: Line<'given_back'>, agentGroup: string): LineMessage {
  const told = words(' gave it back to the group: it waits for whoever takes it first.');
  return plain([mentionGroup(agentGroup), words(' '), foreignPhrase(agent.name, 80), told]);
}

function reasonAdded({ reason, issue }: Extract<ThreadLine, { kind: 'reason_added' }>): LineMessage {
  return plain(
    [words('Also: ', 'bold'), words(REASONS[reason])],
    ...(issue === '' ? [] : [richText(quote(issue, 500))]),
  );
}

function plain(parts: RichTextPart[], ...more: Block[]): LineMessage {
  return { text: notification(readable(parts)), blocks: [richText(section(...parts)), ...more], broadcast: false };
}

// The notification says what our own part of the line says; ids and moments are left out.
const readable = (parts: RichTextPart[]): string =>
  parts.map((part) => (part.type === 'text' ? part.text : '')).join('');

function ownWords(message: LineMessage): string {
  const first = message.blocks[0];
  const opening = first?.type === 'rich_text' ? first.elements[0] : undefined;
  return opening?.type === 'rich_text_section' ? readable(opening.elements) : '';
}

const addressed = (agent: Agent | undefined): RichTextPart[] =>
  agent === undefined ? [] : [mention(agent), words(isSlackUser(agent.id) ? ' ' : ': ')];

/** What it answers or reacts to, in its own line before the words. */
const answered = ({ quoted }: SaidLine): RichTextPart[] =>
  quoted === undefined ? [] : [words(' · to '), foreignPhrase(`“${quoted}”`, 160, 'italic')];

function said(who: string, line: SaidLine): LineMessage {
  return {
    text: notification(`${who} wrote`),
    blocks: [
      richText(
        section(foreignPhrase(who, 80, 'bold'), words(' · '), moment(line.at, 'time'), ...answered(line)),
        quote(line.text, MESSAGE_CHARACTERS),
      ),
    ],
    broadcast: false,
  };
}

const answersLine = (line: SaidLine): RichTextElement[] =>
  line.quoted === undefined ? [] : [section(...answered(line))];

/** A burst: one post, and each message in a quote of its own. */
function saidTogether(who: string, messages: SaidLine[]): LineMessage {
  const most = Math.floor(MESSAGE_CHARACTERS / messages.length);
  const [first] = messages;
  return {
    text: notification(`${who} wrote`),
    blocks: [
      richText(
        section(foreignPhrase(who, 80, 'bold'), words(' · '), moment(first?.at ?? 0, 'time')),
        ...messages.flatMap((line) => [...answersLine(line), quote(line.text, most)]),
      ),
    ],
    broadcast: false,
  };
}

function confirmResume(line: Line<'confirm_resume'>, workflowId: string): LineMessage {
  const question = `No agent has been active here for ${line.inactiveMinutes} minutes. Hand the conversation back to the assistant?`;
  const value = { w: workflowId, e: line.epoch, q: line.question };
  const message = plain(
    [...addressed(line.agent), words(question)],
    buttons(value, undefined, 'hand_back', 'keep_with_us'),
  );
  return { ...message, broadcast: line.agent === undefined };
}

function whoseTurn({ agent, since, ...of }: Line<'whose_turn'>, workflowId: string): LineMessage {
  const value = { w: workflowId, e: of.epoch, h: of.handoff, q: of.question };
  return plain(
    [
      ...addressed(agent),
      words('It is the customer’s turn: no answer to you since '),
      moment(since, 'time'),
      words('. Hand the conversation back, resolve it, or keep it until they answer?'),
    ],
    buttons(value, undefined, 'hand_back', 'resolve', { does: 'keep_with_us', label: 'Keep until they answer' }),
  );
}

function keepsWaiting({ agent }: Line<'customer_keeps_waiting'>): LineMessage {
  const message = plain([...addressed(agent), words('The customer would rather wait for a person.')]);
  return { ...message, broadcast: !agent };
}

function held(line: Line<'held'>, workflowId: string): LineMessage {
  const send = line.why === 'mention' || line.why === 'sensitive' ? 'send_held' : 'take_over_and_send';
  const more = line.sensitive === undefined ? '' : SENSITIVE[line.sensitive];
  return plain(
    [...addressed(line.agent), words(HELD_BECAUSE[line.why] + more)],
    richText(quote(line.text, 1_000)),
    buttons({ w: workflowId, m: line.heldId }, undefined, send, 'keep_as_note'),
  );
}

function notDelivered(line: Line<'not_delivered'>, workflowId: string): LineMessage {
  return plain(
    [...addressed(line.agent), words('Not delivered: ', 'bold'), foreignPhrase(line.reason, 500)],
    richText(quote(line.text, 1_000)),
    ...again(line, workflowId),
  );
}

function unconfirmed(line: Line<'unconfirmed'>, workflowId: string): LineMessage {
  return plain(
    [...addressed(line.agent), words(UNCONFIRMED[line.author])],
    richText(quote(line.text, 1_000)),
    ...again(line, workflowId),
  );
}

function again(line: { again: boolean; intentId: string }, workflowId: string): Block[] {
  return line.again ? [buttons({ w: workflowId, i: line.intentId }, undefined, 'send_again')] : [];
}

// Naming the agent by a mention follows the thread for him: a click alone does not (docs.slack.dev, threads).
function sentence(line: Line<'sentence'>): LineMessage {
  const { named, text: told } = wordSentence(line.sentence, line.agent !== undefined, line.minutes);
  const text =
    line.outcome === undefined ? told : told.replace(/\.(?= |$)/, `: ${OUTCOME_WORDS[line.outcome].toLowerCase()}.`);
  const parts =
    named && line.agent ? [mention(line.agent), words(` ${text}`)] : [...addressed(line.agent), words(text)];
  const message = plain(parts);
  return named && line.agent ? { ...message, text: notification(`${line.agent.name} ${text}`) } : message;
}
