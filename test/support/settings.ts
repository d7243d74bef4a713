import type { Environment } from '../../src/config';
import type { Settings } from '../../workflows/conversation/settings';
import { ALWAYS_HUMAN_INTENTS } from '../../workflows/conversation/words';

const MINUTE = 60_000;
const DAY = 24 * 60 * 60_000;

/** Nobody is reminded and nobody loses what he has: for what comes of people's silence later. */
export const PATIENT_TEAM: Environment = {
  BATON_REMIND_AFTER_MS: String(5 * DAY),
  BATON_ALERT_AFTER_MS: String(6 * DAY),
  BATON_ESCALATE_AFTER_MS: String(7 * DAY),
};

/** The product's own pace when nobody comes. */
export const IMPATIENT_TEAM: Environment = {
  BATON_REMIND_AFTER_MS: undefined,
  BATON_ALERT_AFTER_MS: undefined,
  BATON_ESCALATE_AFTER_MS: undefined,
};

/** No claim falls back: for what comes long after it. */
export const PATIENT: Partial<Settings> = { escalateAfterMs: 30 * DAY };

/** The product's own defaults, as the edge would give them. */
export function productSettings(change: Partial<Settings> = {}): Settings {
  return {
    engine: 'openai',
    alwaysHumanIntents: [...ALWAYS_HUMAN_INTENTS],
    inactivityMs: 30 * MINUTE,
    askCustomerAfterMs: 10 * MINUTE,
    remindAfterMs: 5 * MINUTE,
    alertAfterMs: 10 * MINUTE,
    escalateAfterMs: 20 * MINUTE,
    waitingNoticePauseMs: 30 * MINUTE,
    customerMayConfirm: true,
    repeatLimit: 3,
    repeatWindowMs: 120 * MINUTE,
    offerPauseMs: 30 * MINUTE,
    dailyAssistantMessages: 30,
    dailyModelCalls: 60,
    silenceMachines: true,
    assistantTimeoutMs: 8000,
    quiet: 1,
    maxEvents: 1000,
    ...change,
  };
}
