import { Counter, Histogram, type Registry } from 'prom-client';
import { HUMAN_STEPS, TURN_OUTCOMES, type Measurement } from '../workflows/conversation/measure';
import { AUTHORS, HANDOFF_REASONS } from '../workflows/conversation/words';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const CARD_SECONDS = [0.25, 0.5, 1, 2, 5, 10, 30, MINUTE, 5 * MINUTE, 30 * MINUTE];
const HUMAN_SECONDS = [
  ...[10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, 24 * HOUR],
];

const createInstruments = (registry: Registry) => ({
  handoffs: new Counter({
    registers: [registry],
    name: 'baton_handoffs_total',
    help: 'Conversations that people got, by the reason.',
    labelNames: ['reason'],
  }),
  card: new Histogram({
    registers: [registry],
    name: 'baton_time_to_card_seconds',
    help: 'Time from the decision for a handoff to its card in Slack.',
    buckets: CARD_SECONDS,
  }),
  human: new Histogram({
    registers: [registry],
    name: 'baton_time_to_human_seconds',
    help: 'Time from the decision for a handoff until an agent picked it up, and until one answered the customer.',
    labelNames: ['until'],
    buckets: HUMAN_SECONDS,
  }),
  turns: new Counter({
    registers: [registry],
    name: 'baton_turns_total',
    help: 'Turns of the assistant, by what they came to.',
    labelNames: ['outcome'],
  }),
  unconfirmed: new Counter({
    registers: [registry],
    name: 'baton_unconfirmed_sends_total',
    help: 'Messages whose fate nobody knew after 30 s, so that a person was told, by their author.',
    labelNames: ['author'],
  }),
});

/**
 * What conversations measure of themselves, counted by the worker that runs them. Every series is there from the start:
 * one that begins with its first event would hide that event from `rate`.
 */
export function createConversationMetrics(registry: Registry): (measurement: Measurement) => void {
  const { handoffs, card, human, turns, unconfirmed } = createInstruments(registry);
  HANDOFF_REASONS.forEach((reason) => handoffs.inc({ reason }, 0));
  HUMAN_STEPS.forEach((until) => human.zero({ until }));
  TURN_OUTCOMES.forEach((outcome) => turns.inc({ outcome }, 0));
  AUTHORS.forEach((author) => unconfirmed.inc({ author }, 0));
  return (measurement) => {
    switch (measurement.kind) {
      case 'handoff':
        return handoffs.inc({ reason: measurement.reason });
      case 'card':
        return card.observe(measurement.seconds);
      case 'human':
        return human.observe({ until: measurement.until }, measurement.seconds);
      case 'turn':
        return turns.inc({ outcome: measurement.outcome });
      case 'unconfirmed':
        return unconfirmed.inc({ author: measurement.author });
    }
  };
}
