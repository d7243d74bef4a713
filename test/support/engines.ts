import { createScene, type Scene } from './scene';
import { startSystem, type System } from './system';

export const ENGINES = ['local', 'openai'] as const;
export type Engine = (typeof ENGINES)[number];

export interface Stage {
  system: System;
  scene: Scene;
}

/** One running system for all tests of a block, without the wait for bursts; its customers answer as fast as machines. No fault outlives a test, and no leak the last one. */
export function useSystem(engine: Engine): () => Stage {
  let stage: Stage | undefined;
  beforeAll(async () => {
    const system = await startSystem({ engine, environment: { BATON_QUIET: '0', BATON_SILENCE_MACHINES: 'false' } });
    stage = { system, scene: createScene(system) };
    // Slack's one post a second would make every test wait for the handoffs of the ones before.
    const posts = { burst: 1000, perSecond: 1000 };
    await system.control.call('PUT', '/control/slack/settings', { limits: { posts, updates: posts } });
  });
  afterEach(() => stage?.system.control.clearFaults());
  afterAll(() => stage?.system.stop());
  return () => {
    if (!stage) throw new Error('The system runs only while tests do.');
    return stage;
  };
}
