import { join } from 'node:path';
import { readWorkerConfig } from '../../src/config';
import { createCredentials, productEnvironment } from '../../src/demo/environment';

const VENDORS = { whatsapp: '1', slack: '2', openai: '3', orders: '4', teams: '5', issuer: '6' };
const urls = Object.fromEntries(
  Object.entries(VENDORS).map(([name, port]) => [name, `http://127.0.0.1:300${port}`]),
) as Record<keyof typeof VENDORS, string>;

const configured = (outer: Record<string, string>) => {
  const knowledgeDir = join(__dirname, '..', '..', 'knowledge');
  const places = { gateway: 'http://127.0.0.1:3001', gatewayPort: 3001, knowledgeDir };
  return readWorkerConfig(productEnvironment({ credentials: createCredentials(), places, urls, temporal: {}, outer }));
};

describe('the environment of the demo', () => {
  it('when the shell names Teams as well, then it is told, at the fake one', () => {
    const { slack, teamsWebhookUrl } = configured({
      NOTIFY: 'slack,teams',
      TEAMS_WEBHOOK_URL: 'https://teams.example',
    });
    expect([slack?.apiUrl, teamsWebhookUrl]).toEqual([`${urls.slack}/`, urls.teams]);
  });

  it('when it names nothing, then Slack alone is', () => {
    const { slack, teamsWebhookUrl } = configured({});
    expect([slack?.apiUrl, teamsWebhookUrl]).toEqual([`${urls.slack}/`, undefined]);
  });
});
