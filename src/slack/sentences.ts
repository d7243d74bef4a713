import { COMMAND_SENTENCES } from '../agent-commands';

/** What the clicker or writer reads when it is not the conversation that answers. */
export const SENTENCES = {
  ...COMMAND_SENTENCES,
  closedThread: 'This conversation is closed: nothing was sent. It opens again when the customer writes.',
  replyHint: 'Change it as you like. Sending it takes the conversation over where nobody has it.',
  nothingWritten: 'Write something first.',
  numberContained: 'A card or ID number is in it: nobody should have one in a chat. Take it out first.',
  numberAsked: 'It asks for a card, PIN or ID number: nobody should write one in a chat. Take it out first.',
  replyGoes:
    'It goes to the customer as if you had written it in the thread: for a moment it can still be taken back there.',
  noReplies: 'There are no canned replies yet: the operator puts them into `replies/` of the knowledge, one a file.',
  noOwnConversation: 'You have no conversation: take one over first, then send it.',
  postNotTaken: 'Slack did not take it, so nothing was sent. Send it once more.',
  notYours: 'Only whoever sent it can take it back.',
  replyNotRecordedYet:
    'Not recorded yet: the reply has not gone out. It is tried again for a minute; you read here what comes of it.',
  wholeGroup: 'Whoever of the group comes first',
  notInTheGroup: "Not in the agents' group any more: choose somebody else.",
  notAhead: 'Choose a moment between now and a month from now.',
  formOutOfDate: 'This form is out of date. Nothing was sent. Close it and press the button again.',
  formNotOpened: 'The form could not be opened. Nothing has changed. Try again.',
  alreadyYours: 'You have it yourself.',
  numberNotShared: 'WhatsApp has not shared a number of this customer.',
  numberNotRead: 'The number could not be read. Try again.',
  unreadableButton: 'This button is out of date. Nothing has changed.',
  notAnAgent: "Only members of the agents' group can do that. Nothing has changed.",
  notAnAgentInThread: "Only members of the agents' group can answer customers. Kept inside.",
  otherChannel: "This works only in the agents' channel. Nothing has changed.",
  cannotCheck: 'Slack could not say whether you are one of the agents. Nothing has changed. Try again.',
  unknownThread: 'This thread belongs to no conversation: nothing was sent.',
  notRecordedYet:
    'Not recorded yet: your message has not gone out. It is tried again for some minutes; you read here what comes of it.',
  recordedLate: 'Recorded now: your message takes its way.',
  messageNotRecorded: 'Your message could not be recorded. Unless a ✅ comes to it, it was not sent: write it again.',
  unknownEmoji:
    'That emoji cannot be passed on to WhatsApp: the customer does not see it. 👍 ❤️ 🙏 and other usual ones can.',
  onlyText: 'Only text can be sent to the customer: nothing was sent.',
  noTemplatesConfigured:
    'Templates are not set up: the operator has to set WHATSAPP_BUSINESS_ACCOUNT_ID. Nothing was sent; what you have written is kept.',
  noTemplates:
    'WhatsApp has approved no template that Baton can send. Make one in the WhatsApp Manager. Nothing was sent; what you have written is kept.',
  templatesNotRead: 'WhatsApp did not say which templates there are. Nothing was sent. Try again.',
  notANumber: 'That is not a phone number. Examples: 082 555 1234, +27 82 555 1234.',
  notANumberToPause:
    'That is not a phone number: nothing has changed. `/baton pause 082 555 1234` is for one conversation, `/baton pause` alone for every one.',
  pausedOne:
    'People have this conversation now: the assistant is silent in it. It comes back when somebody in it confirms.',
  resumesAll:
    'One conversation comes back only when somebody in it confirms: [Hand back] in its thread, or [Ask the assistant] on the phone. Nothing has changed. `/baton resume` alone ends the pause of every conversation.',
  notAMoment:
    'That is no time. Examples: `/baton away`, `/baton away 14:00`, `/baton away tomorrow 09:00`, `/baton away 45 min`.',
  taken: 'You have this conversation now. Its card comes into the channel: write to the customer in its thread.',
  takenAtHome: 'You have it now: write to the customer in its thread.',
  homeIsForAgents: "Only members of the agents' group see conversations here.",
  homeNotRead: 'The conversations cannot be read at the moment. Try again in a minute.',
  notFound: 'The conversation could not be looked up. Try again.',
  noConversation:
    'There is no open conversation with that number. WhatsApp lets a business write only to customers who have written first.',
  help: [
    '`/baton take <number>`: take over the conversation with this customer, e.g. `/baton take 082 555 1234`',
    '`/baton away`, `/baton away 14:00`, `/baton away 45 min`: you are away. Customers to whom you owe an answer go back to the queue after five minutes',
    '`/baton back`: you are here again',
    '`/baton reply <name>`: a canned reply for a customer whom you have, to be changed and sent; `/baton reply` lists them',
    '`/baton find <number>`: who has the conversation with this customer, with its thread and its history',
    '`/baton pause`: the assistant is silent in every conversation, and people get what customers write; `/baton resume` ends that',
    '`/baton pause <number>`: the same in the conversation with this customer alone, until somebody in it confirms',
    '`/baton help`: this help',
    'In the thread of a card: what you write goes to the customer once you have taken over. A message that begins with `!` or `note:` stays inside.',
  ].join('\n'),
} as const;

/** The three escapes of Slack's markup (docs.slack.dev, formatting message text). */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
