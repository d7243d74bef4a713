import { WebClient } from '@slack/web-api';
import { createPeople } from '../../../src/slack/people';
import { closeAll, startHttpServer } from '../../support/http';

afterEach(closeAll);

/** Slack's answer to users.info, as it is at the moment. */
async function start(answer: object) {
  const world = { answer, now: Date.UTC(2026, 10, 23) };
  const { url, requests } = await startHttpServer((response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(world.answer));
  });
  const client = new WebClient('xoxb-1', { slackApiUrl: `${url}/`, retryConfig: { retries: 0 } });
  return { world, requests, people: createPeople({ client, now: () => world.now }) };
}

const NOBODY = { ok: false, error: 'user_not_found' };
const THANDI = { ok: true, user: { id: 'U1', profile: { display_name: 'Thandi' } } };

describe('names of people', () => {
  it('when somebody is not in the workspace, then Slack is not asked again with every look, and is after a minute', async () => {
    const { world, requests, people } = await start(NOBODY);
    for (const fallback of ['Olwethu', 'Olwethu', 'O.']) {
      expect(await people.agent('auth0|1', fallback)).toEqual({ id: 'auth0|1', name: fallback });
    }
    expect(requests).toHaveLength(1);
    world.answer = THANDI;
    world.now += 61_000;
    expect(await people.agent('auth0|1', 'Olwethu')).toEqual({ id: 'auth0|1', name: 'Thandi' });
    expect(requests).toHaveLength(2);
  });

  it('when somebody is known, then Slack is asked once an hour, and the name outlives a Slack that is away', async () => {
    const { world, requests, people } = await start(THANDI);
    for (let look = 0; look < 3; look += 1) expect((await people.agent('U1')).name).toBe('Thandi');
    expect(requests).toHaveLength(1);
    world.answer = { ok: false, error: 'internal_error' };
    world.now += 3_600_000;
    for (let look = 0; look < 2; look += 1) expect((await people.agent('U1')).name).toBe('Thandi');
    expect(requests).toHaveLength(3);
  });
});
