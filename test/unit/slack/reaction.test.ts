import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { SlackRequest, SlackResult } from '../../../workflows/conversation/ports';
import { createSlackClient } from '../../../activities/slack/client';
import { createPace } from '../../../activities/slack/pace';
import { createSlackActivity } from '../../../activities/slack/post';
import { startSlackWebApi, type SlackWebApi } from '../../support/slack-web-api';

const PLACE = { channel: 'C0AGENTS', ts: '1759650000.000100' };

let slack: SlackWebApi;
beforeEach(async () => (slack = await startSlackWebApi()));
afterEach(() => slack.close());

function react(gone?: true): Promise<SlackResult> {
  const postToSlack = createSlackActivity({
    client: createSlackClient({ token: 'xoxb-for-tests', apiUrl: slack.url }),
    links: { transcript: () => 'https://baton.example/transcript/x' },
    ...{ channelId: 'C0AGENTS', agentGroup: 'S0AGENTS', stall: { settlingMs: () => 0 }, now: () => 0 },
    pace: createPace(() => 0),
    matterOf: async () => undefined,
  });
  const environment = new MockActivityEnvironment(
    { startToCloseTimeoutMs: 15_000 },
    { logger: new DefaultLogger('ERROR') },
  );
  const request: SlackRequest = {
    ...{ workflowId: 'whatsapp-1-0123456789abcdef01234567', postId: 'p-7', lookUpFirst: false },
    post: { kind: 'reaction', ...PLACE, name: 'eyes', ...(gone && { gone }) },
  };
  return environment.run<[SlackRequest], SlackResult, typeof postToSlack>(postToSlack, request);
}

describe('a reaction to an agent’s message', () => {
  it('when it is added, or is there already, then all is well', async () => {
    slack.answer('reactions.add', { ok: true });
    expect(await react()).toEqual(PLACE);
    expect(slack.to('reactions.add')).toEqual([{ channel: 'C0AGENTS', timestamp: PLACE.ts, name: 'eyes' }]);
    slack.answer('reactions.add', { ok: false, error: 'already_reacted' });
    expect(await react()).toEqual(PLACE);
  });

  it('when it is taken away, or was never there, then all is well', async () => {
    slack.answer('reactions.remove', { ok: true });
    expect(await react(true)).toEqual(PLACE);
    expect(slack.to('reactions.remove')).toEqual([{ channel: 'C0AGENTS', timestamp: PLACE.ts, name: 'eyes' }]);
    slack.answer('reactions.remove', { ok: false, error: 'no_reaction' });
    expect(await react(true)).toEqual(PLACE);
    expect(slack.to('reactions.add')).toEqual([]);
  });

  it.each(['missing_scope', 'message_not_found'])('when Slack answers %s, then nothing waits for it', async (error) => {
    slack.answer('reactions.add', { ok: false, error });
    const failure: unknown = await react().catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ type: 'SlackRejected', details: [{ code: error }] });
  });
});
