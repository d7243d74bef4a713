import type { Environment } from '../../src/config';
import { PATIENT_TEAM } from '../../test/support/settings';
import { startSystem, type System } from '../../test/support/system';
import { openDesk, type Desk } from './desk';
import { startMortalTemporal, type MortalTemporal } from './temporal';

/** The whole product in processes of its own, on a server of its own, all of which can be killed. */
export interface World {
  system: System;
  temporal: MortalTemporal;
  desk: Desk;
  stop(): Promise<void>;
}

const SETTINGS: Environment = {
  // As often as the setting allows, so that most turns meet it.
  BATON_MAX_EVENTS: '50',
  // People are quicker here than elsewhere, and so many questions would bring people in.
  BATON_QUIET: '0.2',
  BATON_DAILY_ASSISTANT_MESSAGES: '1000',
  BATON_DAILY_MODEL_CALLS: '2000',
  // Each rung of the ladder would be one more stop for every clock that is moved; it has tests of its own.
  ...PATIENT_TEAM,
  LOG_LEVEL: 'info',
};

/** One post a second would make everybody wait for the ones before; that limit is one of the faults. */
const POSTS = { burst: 1_000, perSecond: 500 };

export interface WorldOptions {
  /** Instead of those with which everything breaks. */
  settings?: Environment;
  /** What is for one of the processes alone. */
  only?: Partial<Record<'gateway' | 'worker' | 'temporal', Environment>>;
  /** Further settings of the Temporal server. */
  temporalSettings?: string[];
}

export async function openWorld(
  seed: number,
  { settings = SETTINGS, only = {}, temporalSettings = [] }: WorldOptions = {},
): Promise<World> {
  const temporal = await startMortalTemporal(temporalSettings, only.temporal);
  try {
    const system = await startSystem({
      ...{ engine: 'openai', seed, temporal: temporal.address, environment: settings },
      ...{ gatewayOnly: only.gateway ?? {}, workerOnly: only.worker ?? {} },
    });
    await system.control.call('PUT', '/control/slack/settings', { limits: { posts: POSTS, updates: POSTS } });
    const desk = await openDesk(system.simulator);
    return {
      ...{ system, temporal, desk },
      async stop() {
        desk.close();
        try {
          await system.stop();
        } finally {
          await temporal.stop();
        }
      },
    };
  } catch (error) {
    await temporal.stop();
    throw error;
  }
}
