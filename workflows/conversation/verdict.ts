import type { Verdict, VerdictCode } from './messages';
import type { StoredVerdict } from './state';

/** What the clicker reads. `name`: the agent who has the conversation. */
export function verdictSentence(code: VerdictCode, name = 'Somebody else'): string {
  const sentences: Record<VerdictCode, string> = {
    done: 'Done.',
    already_yours: 'You already have this conversation.',
    with_people: 'People have this conversation already: the assistant is silent. Nothing has changed.',
    claimed_by_other: `${name} already has this conversation.`,
    being_taken_over: `${name} is taking over this conversation right now.`,
    not_assignee: `${name} has this conversation; only ${name} can do that.`,
    moved: 'The customer has a new number: this conversation goes on under it, with an up-to-date card in the channel.',
    stale_button: 'This button is out of date: the conversation has moved on since. Nothing has changed.',
    no_handoff: 'Nothing is open here any more. Nothing has changed.',
    not_found: 'That message is no longer waiting. Nothing was sent.',
    already_sent: 'That message has been delivered or sent again already. Nothing was sent.',
    already_answered:
      'The customer has an answer from people already. Nothing was sent: write in the thread if there is more to say.',
    window_closed: "WhatsApp's 24-hour customer service window has closed. Nothing was sent.",
    window_open: 'The customer service window is open: write in the thread. No template was sent.',
    template_sent:
      'A template went out less than a day ago. What you have written follows as soon as the customer answers. Nothing was sent.',
    opted_out:
      'The customer has written “stop”, so no template was sent. Once they write again, START or anything else, you can answer, and what you have written for them by then goes out.',
    unclaimed: 'Nobody has this conversation yet: take over first. Nothing was sent.',
    outbox_full:
      'WhatsApp is not taking messages at the moment and too many are waiting. Nothing was sent; try again later.',
    parked_full:
      'As many messages wait for this customer to write as there is room for. Nothing was sent, and this one stays where it is.',
  };
  return sentences[code];
}

/** The answer of an update, from what the transition recorded. */
export function toVerdict({ accepted, code, name }: StoredVerdict): Verdict {
  return { accepted, code, sentence: verdictSentence(code, name) };
}
