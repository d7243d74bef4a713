import type { Router } from 'express';
import type { SimulatorPart, SimulatorTools } from '../parts';
import { createApi } from './api';
import { createBuckets } from './bucket';
import type { SlackContext } from './context';
import { createControl } from './control';
import { createEventDelivery } from './deliveries';
import { createPeopleActions } from './people-actions';
import { createSender } from './signed-request';
import { createState } from './state';
import type { SlackOptions } from './types';
import { createWatcher } from './watcher';

export interface SlackWorkspace extends SimulatorPart {
  api: Router;
  control: Router;
  reset(): void;
}

/**
 * A Slack workspace with one private channel, two agents, a visitor and the app. Mount `api` under `/slack` (so that the
 * Web API is at `<origin>/slack/api/`) and `control` under `/control`.
 */
export function createSlackWorkspace(options: SlackOptions, tools: SimulatorTools): SlackWorkspace {
  const now = Date.now;
  const state = createState(options, now);
  const buckets = createBuckets(now);
  const watcher = createWatcher(state);
  const sender = createSender(state, tools.journal);
  const context: SlackContext = {
    state,
    buckets,
    now,
    origin: tools.origin,
    changed() {
      watcher.changed();
      tools.events.emit({ type: 'slack' });
    },
    sendEvent: createEventDelivery({ state, sender, edge: tools.edge, timers: tools.timers }),
  };
  const actions = createPeopleActions({ context, sender, edge: tools.edge, faults: tools.faults });

  return {
    api: createApi(context, tools.edge),
    control: createControl({ context, actions, watcher }),
    reset() {
      state.reset();
      buckets.reset();
      context.changed();
    },
  };
}
