import type { Settings } from '../../workflows/conversation/settings';
import { ALWAYS_HUMAN_INTENTS } from '../../workflows/conversation/words';

const MINUTE = 60_000;

/** The product's own defaults, as the edge would give them. */
export function productSettings(change: Partial<Settings> = {}): Settings {
  return {
    engine: 'openai',
    alwaysHumanIntents: [...ALWAYS_HUMAN_INTENTS],
    inactivityMs: 30 * MINUTE,
    askCustomerAfterMs: 10 * MINUTE,
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
