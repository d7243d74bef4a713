/** The workflow's codes as sentences. A code that is not known here is shown as it is, with spaces. */

/** `order_change` becomes "order change". */
export const wordsOf = (code) => String(code).replaceAll('_', ' ');

const REASONS = {
  human_requested: 'the customer asked for a person',
  offer_accepted: 'the customer said yes to a person',
  angry_customer: 'the customer is angry',
  refund_request: 'a refund is for people to decide',
  complaint: 'something is missing, damaged or wrong',
  order_change: 'an order is to be changed or cancelled',
  payment_dispute: 'a payment is disputed',
  fraud: 'fraud or impersonation',
  legal: 'a legal matter',
  privacy_request: 'a privacy request',
  threat: 'a threat',
  safety: 'safety or injury',
  self_harm: 'the customer may be in danger',
  not_answerable: 'the knowledge does not say',
  promise_blocked: 'the draft promised what only people may promise',
  unsupported_message: 'a message that the assistant cannot read',
  assistant_unavailable: 'the model failed and the local engine is not sure',
  assistant_paused: 'an operator has paused the assistant',
  agent_initiated: 'an agent took over unasked',
  answered_from_phone: 'answered from the phone app',
  budget_exhausted: 'too many messages for the assistant in 24 hours',
  returned: 'it was resolved less than three days ago',
  automated_sender: 'an automatic system seems to be writing',
  delivery_unconfirmed: 'WhatsApp did not confirm a message',
};

export const reasonOf = (code) => REASONS[code] ?? wordsOf(code);

/** By the rule's name without its number: what was decided, and why. */
const DECISIONS = {
  answer: ['Answer sent', 'everything in it stands in the knowledge or in the order'],
  'wish for a person': ['Handed over', REASONS.human_requested],
  angry: ['Handed over', REASONS.angry_customer],
  'only people may do this': ['Handed over', 'only people may do this'],
  thanks: ['Thanked back', 'a courtesy needs no model'],
  social: ['Kept quiet', 'a courtesy that asks for nothing'],
  'greeted already': ['Kept quiet', 'it has greeted already'],
  greeting: ['Greeted', 'with three things it can do'],
  'not about this business': ['Declined politely', 'it is not about this business'],
  'same question again': ['Offered a person', 'the same question came again'],
  'not answerable': ['Offered a person', REASONS.not_answerable],
  'not answerable: the team is asked': [
    'The team is asked',
    'the knowledge does not say: the assistant keeps the conversation',
  ],
  'the answer of the team does not do': ['Handed over', 'nothing could be made of what the team said'],
  'the team has not answered': ['Handed over', 'nobody of the team replied in time'],
  'answer of the team': ['Answer sent', 'with what the team has said'],
  'team asked': ['The team is asked', 'the first reply in its thread is what the assistant answers with'],
  'team answered': ['The team has answered', 'the assistant puts it into words'],
  'not answerable twice': ['Handed over', 'twice in a row the knowledge did not say'],
  'order not found': ['Asked to check the order', 'no such order under this number'],
  'orders not reachable': ['Asked to try again', 'the order system does not answer'],
  'the draft promises too much': ['Draft thrown away', REASONS.promise_blocked],
  'cannot read': ['Offered a person', REASONS.unsupported_message],
  'photo after a problem': ['Handed over', 'a photo of a problem is for people'],
  'photo with a problem': ['Handed over', 'a photo of a problem is for people'],
  'the model failed': ['Handed over', REASONS.assistant_unavailable],
  'the assistant is paused': ['Handed over', REASONS.assistant_paused],
  'paused by an operator': ['Handed over', REASONS.assistant_paused],
  takeover: ['An agent took over', 'whatever the assistant was about to say is dropped'],
  'resume confirmed': ['The assistant is back', 'somebody confirmed it'],
  'answered from the phone app': ['Answered from the phone app', 'a person speaks, so the assistant is silent'],
  'customer has a new number': ['The customer has a new number', 'the conversation goes on under it'],
  'the conversation under the new number is gone': [
    'The conversation goes on here again',
    'the one under the new number is gone',
  ],
  'waits for the conversation under the earlier number': [
    'Waits for the earlier conversation',
    'an agent may be speaking in it',
  ],
  'merged with the conversation under the earlier number': [
    'Merged with the earlier conversation',
    'the customer has a new number',
  ],
  'the conversation under the earlier number did not come': [
    'Handed over',
    'the conversation under the earlier number did not come',
  ],
  'customer wants nothing unasked': ['Stop', 'nothing more goes out that the customer has not asked for'],
  'customer may be asked again': ['No longer stopped', 'the customer said so'],
  'customer asked whether to keep it open': [
    'Asked to keep it open',
    'WhatsApp closes the chat before people are back',
  ],
  'the customer keeps it open': ['Kept open', 'the customer tapped: 24 hours more'],
  'the window ends soon': ['Told the team of the window', 'free text reaches the customer only for a while'],
  'template sent': ['Template sent', 'an agent asks the customer to write'],
  'agent is away': ['An agent is away', 'what is owed an answer goes back to the queue in five minutes'],
  'agent is back': ['An agent is back', 'what is hers stays hers'],
  'nobody came': ['Nobody has come', 'the team is told again, louder each time'],
  'an agent took a message back': ['Taken back', 'an agent deleted or changed what was about to go out'],
  'kept by people': ['Kept with the team', 'an agent said so'],
  resolved: ['Resolved', 'an agent closed the request'],
  'agents asked whether to resume': ['Asked the agents', 'nobody of the team was active for a while'],
  'customer asked whether to resume': ['Asked the customer', 'the agents did not answer, and a message is open'],
  'customer keeps waiting': ['The customer waits', 'for a person, by choice'],
  'settled by the customer': ['Settled', 'the customer says that it is sorted'],
  'offer declined': ['Offer declined', 'no other offer for half an hour'],
  'delivery unconfirmed': ['Delivery unconfirmed', 'nothing is sent again by itself; a person is told'],
  'not delivered': ['Not delivered', 'WhatsApp refused it'],
  'a file was not taken': ['File not sent', 'the agent reads why'],
  'a file was not shown': ['File not shown', 'the team reads why'],
  'Slack refused a post': ['Slack refused a post', 'an operator is told'],
};

const ROW = /^(\d+) /;
const HANDOFF = /^handoff (\w+)$/;

/** A decision as words: `{title, why, row}`; `row` is its number in the decision table, where it has one. */
export function decisionOf({ rule, detail = '' }) {
  const name = rule.replace(ROW, '');
  const row = ROW.exec(rule)?.[1];
  const reason = HANDOFF.exec(name)?.[1];
  if (reason) return { title: 'Handoff', why: reasonOf(reason), row };
  const [title, why] = DECISIONS[name] ?? [wordsOf(name), wordsOf(detail)];
  if (name === 'resume confirmed') return { title, why: `confirmed ${detail}`, row };
  if (name === 'only people may do this' && REASONS[detail]) return { title, why: REASONS[detail], row };
  return { title, why, row };
}

/** Whether this rule is told in words of its own. */
export const isKnownRule = (rule) => HANDOFF.test(rule) || rule.replace(ROW, '') in DECISIONS;

const DEADLINES = {
  'ask whether the assistant may come back': 'Asks the team whether to hand back',
  'ask the customer': 'Asks the customer',
  'snooze ends': 'The snooze ends',
  'nobody has answered': 'Tells the team that a customer still waits',
  'people begin to work': 'The team begins to work',
  'agent is away': 'Gives back what the agent who is away has not answered',
  'ask whether to keep it open': 'Asks the customer to keep the chat open',
  'warn of the end of the window': 'Tells the team that the window ends',
  'window closes on what waits': 'The window closes on what still waits to go out',
  'too late to ask the customer today': 'Too late to ask the customer today',
  'conversation completes': 'If nobody writes, the conversation completes',
  'send again': 'Tries to send again',
  'send what an agent wrote': 'Sends what an agent wrote',
  'show what the customer wrote': 'Shows the team what the customer wrote',
  'the team has not answered': 'Gives it to people where nobody of the team replies',
  'post to Slack again': 'Tries to post to Slack again',
  'fetch a file again': 'Tries again to fetch what the customer sent',
  think: 'Thinks once the customer pauses',
  'pass on again': 'Tries again to pass on what has arrived',
  'give up waiting for the conversation under the earlier number': 'Gives the conversation to people',
  'delivery unconfirmed': 'Tells a person that a delivery is unconfirmed',
};

export const deadlineOf = (what) => DEADLINES[what] ?? wordsOf(what);
export const isKnownDeadline = (what) => what in DEADLINES;

const KINDS = { run: 'Run', signal: 'Signal', update: 'Update', activity: 'Activity', timer: 'Timer', clock: 'Clock' };

/** An event of the history as words: `{kind, name, note}`. */
export function momentWords(moment, moments) {
  const started = moments.find(({ id }) => id === moment.of);
  if (moment.kind === 'outcome') return { kind: 'Activity', name: started?.name ?? '', note: moment.name };
  return { kind: KINDS[moment.kind] ?? moment.kind, name: moment.name, note: moment.summary ?? '' };
}

/** The page of one event in Temporal UI. `workflowUrl`: the conversation's own. */
export function eventUrl(workflowUrl, history, moment) {
  if (!workflowUrl || !history?.runId || !moment) return workflowUrl;
  return `${workflowUrl}/${history.runId}/history/events/${moment.id}`;
}

/** The node of the state diagram in which a conversation is. */
export function stateOf({ mode, handoff }) {
  if (mode === 'confirming') return 'confirming';
  if (mode === 'active') return handoff === 'none' ? 'assistant' : 'meanwhile';
  return handoff === 'none' ? 'waiting' : handoff;
}

/** Of a row in the list of conversations: what stands on its badge, and its colour. */
export function badgeOf({ mode, handoff, agent }, nameOf) {
  if (mode === undefined) return { text: 'new', tone: 'none' };
  if (mode === 'confirming') return { text: 'hand back?', tone: 'confirming' };
  if (mode === 'active') return { text: handoff === 'none' ? 'assistant' : 'assistant, open', tone: 'assistant' };
  if (handoff === 'claimed') return { text: `with ${nameOf(agent)}`, tone: 'people' };
  return { text: handoff === 'snoozed' ? 'snoozed' : 'waiting', tone: 'waiting' };
}
