/**
 * The rule sets, newest first. A run keeps the one it began with, so that a changed rule never breaks a running
 * conversation; continue-as-new moves to the newest. 2: who is owed an answer is published when that changes. 3: a burst is
 * waited for, and machines are not answered. 4: "stop" ends what the customer has not asked for. 5: an answer from the
 * phone app takes the conversation over; a customer's change of number brings his conversations together. 6: the business's
 * clock. 7: the 24-hour window: [Keep it open], texts that wait for the customer, templates, and the team is warned before
 * its end. 8: what is put off is not put off again by the card of before. 9: what an agent writes can be changed for a
 * moment, and shows what became of it; a burst is one post. 10: the assistant may ask the team; a cross goes when the same
 * words arrive after all, and notes follow their message in Slack. 11: files of customers are shown, and what a message
 * answers or reacts to. 12: what the report counts is published, whom a customer brings who has gone further is told on as
 * news, and an offer that failed before "stop" is not made after it. 13: an agent's words that begin with a quotation of
 * the customer's answer that message. 14: after "stop" no answer comes with an offer, and no template goes out; a customer
 * who writes ends a snooze, and from its end on all waits begin anew; "please stop", "stop all" and the like are "stop"
 * too; who asks for the assistant while he waits reads that it helps; what is in doubt stays so when it is sent again, and
 * however much of it there is; whoever waits for an agent who has it and does not answer is told so; a conversation that
 * has moved goes on where it was when the one under the new number is gone, and conversations between which a customer has
 * moved name each other; a file that is not shown is named.
 */
export const RULE_SETS = [14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const;
export const NEWEST_RULES = RULE_SETS[0];

/** Since then the conversation looks after the customer service window. */
export const WINDOW_RULES = 7;
/** Since then a thread shows what becomes of what is written in it, and what is written can be changed for a moment. */
export const THREAD_RULES = 9;
/** Since then the assistant may ask the team, and signs and notes follow what becomes of their message. */
export const ASKING_RULES = 10;
/** Since then files go where they are meant for. */
export const FILE_RULES = 11;
/** Since then what the report counts is published. */
export const LOG_RULES = 12;
/** Since then an agent's message answers the one that it quotes. */
export const QUOTE_RULES = 13;
/** Since then a customer who has said "stop" is offered nothing, one who writes is not put off, and "stop" has more forms. */
export const WISH_RULES = 14;
/** Since then the sentence about a file that is not shown says which one it is. */
export const FILE_NAME_RULES = 14;
/** Since then people are waited for in open time alone and from the end of a snooze on, and the assistant says that it helps meanwhile. */
export const WAITING_RULES = 14;
/** Since then people are told of whatever is in doubt, and what is sent again stays in the record as what it was. */
export const DOUBT_RULES = 14;
