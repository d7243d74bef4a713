import { z } from 'zod';
import { ALWAYS_HUMAN_INTENTS } from '../../workflows/conversation/words';
import { listOf, numberBetween, wholeNumber, yesOrNo } from './kinds';
import { required } from './variable';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The rules' settings. Each key is one of `Settings`. */
export const rules = {
  assistantTimeoutMs: required({
    name: 'ASSISTANT_TIMEOUT_MS',
    parse: wholeNumber(100, 10 * MINUTE),
    about: 'How long one call of the model may take, in ms.',
    default: '8000',
    expects: 'a number of milliseconds from 100 to 600000',
  }),
  alwaysHumanIntents: required({
    name: 'BATON_ALWAYS_HUMAN_INTENTS',
    parse: listOf(ALWAYS_HUMAN_INTENTS),
    about: `What only people may do, separated by commas: ${ALWAYS_HUMAN_INTENTS.map((intent) => `\`${intent}\``).join(', ')}; or \`none\`.`,
    default: ALWAYS_HUMAN_INTENTS.join(','),
    defaultAbout: 'all of them',
    expects: `a list of ${ALWAYS_HUMAN_INTENTS.join(', ')}, or none`,
  }),
  inactivityMs: required({
    name: 'BATON_INACTIVITY_MS',
    parse: wholeNumber(MINUTE, 7 * DAY),
    about: 'How long no person does anything before somebody is asked whether the assistant may resume, in ms.',
    default: '1800000',
    expects: 'a number of milliseconds from 60000 (a minute) to 604800000 (a week)',
  }),
  askCustomerAfterMs: required({
    name: 'BATON_ASK_CUSTOMER_AFTER_MS',
    parse: wholeNumber(MINUTE, DAY),
    about: 'How long the agents leave that question unanswered before the customer is asked, in ms.',
    default: '600000',
    expects: 'a number of milliseconds from 60000 (a minute) to 86400000 (a day)',
  }),
  remindAfterMs: required({
    name: 'BATON_REMIND_AFTER_MS',
    parse: wholeNumber(MINUTE, 7 * DAY),
    about:
      'How long a customer waits for a person, in open time, before the agent who has it is reminded, or else the channel gets its list of those who wait, in ms.',
    default: '300000',
    expects: 'a number of milliseconds from 60000 (a minute) to 604800000 (a week)',
  }),
  alertAfterMs: required({
    name: 'BATON_ALERT_AFTER_MS',
    parse: wholeNumber(MINUTE, 7 * DAY),
    about: 'How long before the whole group is mentioned, and the customer told that people are late, in ms.',
    default: '600000',
    expects: 'a number of milliseconds from 60000 (a minute) to 604800000 (a week)',
  }),
  escalateAfterMs: required({
    name: 'BATON_ESCALATE_AFTER_MS',
    parse: wholeNumber(MINUTE, 7 * DAY),
    about: 'How long before whoever has it loses it again and the second channel is told, in ms.',
    default: '1200000',
    expects: 'a number of milliseconds from 60000 (a minute) to 604800000 (a week)',
  }),
  waitingNoticePauseMs: required({
    name: 'BATON_WAITING_NOTICE_PAUSE_MS',
    parse: wholeNumber(MINUTE, DAY),
    about: 'How far two notices to a customer who waits are apart, also where he writes “hello??”, in ms.',
    default: '1800000',
    expects: 'a number of milliseconds from 60000 (a minute) to 86400000 (a day)',
  }),
  holdMs: required({
    name: 'BATON_HOLD_MS',
    parse: wholeNumber(0, MINUTE),
    about:
      'How long what an agent writes in a thread waits before it goes to the customer, so that it can still be edited or deleted, in ms; 0 sends at once.',
    default: '5000',
    expects: 'a number of milliseconds from 0 to 60000 (a minute)',
  }),
  askTeam: required({
    name: 'ASK_TEAM',
    parse: yesOrNo,
    about:
      'Whether the assistant keeps a conversation whose question the knowledge does not answer, and asks the team in Slack: the first reply is what it answers with. `false` offers a person instead.',
    default: 'false',
    expects: 'true or false',
  }),
  askTeamMs: required({
    name: 'BATON_ASK_TEAM_MS',
    parse: wholeNumber(10_000, HOUR),
    about: 'How long it waits for that reply before people get the conversation, in ms.',
    default: '180000',
    expects: 'a number of milliseconds from 10000 to 3600000 (an hour)',
  }),
  agentNames: required({
    name: 'AGENT_NAMES',
    parse: z.enum(['off', 'first_name', 'full_name']),
    about:
      'How customers know your agents, as their Slack profiles call them: the first message of an agent begins with `*Thandi*:`, the first of the assistant after people with `*Assistant*:`. `first_name`, `full_name`, or `off`: no names.',
    default: 'first_name',
    expects: 'first_name, full_name or off',
  }),
  customerMayConfirm: required({
    name: 'BATON_CUSTOMER_MAY_CONFIRM',
    parse: yesOrNo,
    about:
      'Whether the customer may answer that question as well: `true` or `false`. While nobody has written to them, customers can always go back to the assistant.',
    default: 'true',
    expects: 'true or false',
  }),
  repeatLimit: required({
    name: 'BATON_REPEAT_LIMIT',
    parse: wholeNumber(2, 10),
    about: 'How often the same question is asked before a person is offered.',
    default: '3',
    expects: 'a number from 2 to 10',
  }),
  repeatWindowMs: required({
    name: 'BATON_REPEAT_WINDOW_MS',
    parse: wholeNumber(MINUTE, DAY),
    about: 'The time within which a question counts as the same, in ms.',
    default: '7200000',
    expects: 'a number of milliseconds from 60000 (a minute) to 86400000 (a day)',
  }),
  offerPauseMs: required({
    name: 'BATON_OFFER_PAUSE_MS',
    parse: wholeNumber(0, DAY),
    about: 'No new offer for this long after "No, thanks", in ms.',
    default: '1800000',
    expects: 'a number of milliseconds from 0 to 86400000 (a day)',
  }),
  dailyAssistantMessages: required({
    name: 'BATON_DAILY_ASSISTANT_MESSAGES',
    parse: wholeNumber(1, 10_000),
    about: 'Messages of the assistant to one customer in 24 hours; then a person takes over.',
    default: '30',
    expects: 'a number from 1 to 10000',
  }),
  dailyModelCalls: required({
    name: 'BATON_DAILY_MODEL_CALLS',
    parse: wholeNumber(1, 10_000),
    about: 'Calls of the model for one customer in 24 hours; then a person takes over.',
    default: '60',
    expects: 'a number from 1 to 10000',
  }),
  silenceMachines: required({
    name: 'BATON_SILENCE_MACHINES',
    parse: yesOrNo,
    about:
      'Whether people get a sender who looks like a machine, and he gets no answer: the same text more than three times in two minutes, or five of our messages in a row answered within a second.',
    default: 'true',
    expects: 'true or false',
  }),
  quiet: required({
    name: 'BATON_QUIET',
    parse: numberBetween(0, 5),
    about: 'Factor on the time that the assistant waits for more messages before it answers; 0 does not wait.',
    default: '1',
    expects: 'a number from 0 to 5',
  }),
  maxEvents: required({
    name: 'BATON_MAX_EVENTS',
    parse: wholeNumber(50, 10_000),
    about: 'History events after which a conversation continues as a new run.',
    default: '1000',
    expects: 'a number from 50 to 10000',
  }),
};
