import { naughtyStrings, SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';
import { CONVERSATION, createVisitor, startDesk, type Answered } from '../../support/desk';
import { FILLED_TEMPLATE } from '../../support/templates';
import { closeAll } from '../../support/http';
import { structureOf } from '../../support/markup';

afterEach(closeAll);

const ADDRESSES = [
  '//evil.example',
  '///evil.example/%2f..',
  'https://evil.example/desk/queue',
  'https:evil.example',
  '/\\evil.example',
  '/desk/queue/../../../evil',
  '/desk/queue\r\nSet-Cookie: baton_desk=1',
  '/desk/conversations/../../transcript',
  'javascript:alert(1)',
  'queue@evil.example',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  'BatonAgent" OR "1"="1',
];
/** Every script and trap, and some of the rest. */
const HOSTILE = [
  ...ADDRESSES,
  ...SCRIPTS,
  ...UNICODE_TRAPS,
  ...SLACK_MARKUP,
  ...naughtyStrings().filter((_text, place) => place % 25 === 0),
];
const NOT_PATHS = ['%', '%ff', '%c0%af', '%00', '%2e%2e%2f', '%E0%A4%A'];

type Visitor = ReturnType<typeof createVisitor>;
type Place = (visitor: Visitor, text: string, csrf: string) => Promise<Answered>;

const inAddress = (text: string): string => encodeURIComponent(Buffer.from(text).toString());
const conversation = `/desk/conversations/${CONVERSATION}`;
const asked =
  (path: (text: string) => string): Place =>
  (visitor, text) =>
    visitor.get(path(inAddress(text)));
const filled =
  (path: string, name: string, fields: Record<string, string> = {}): Place =>
  (visitor, text, csrf) =>
    visitor.post(path, { csrf, ...fields, [name]: text });
const command = (kind: string, name: string): Place =>
  filled(`${conversation}/commands/${kind}`, name, { revision: 'run.1', epoch: '7', handoff: '2' });
const message = (name: string): Place =>
  filled(`${conversation}/messages`, name, { nonce: 'n'.repeat(22), text: 'words', as: 'note' });

/** Every place of the desk and of the sign-in into which somebody outside can put anything. */
const PLACES: Record<string, Place> = {
  view: asked((text) => `/desk/${text}`),
  conversation: asked((text) => `/desk/conversations/${text}`),
  'list beside': asked((text) => `${conversation}?list=${text}`),
  'days of the report': asked((text) => `/desk/report?days=${text}`),
  asset: asked((text) => `/desk/assets/${text}`),
  'way back': asked((text) => `/desk/sign-in?to=${text}`),
  'way back at the start': asked((text) => `/desk/sign-in/start?to=${text}`),
  code: asked((text) => `/desk/signed-in?state=s1&code=${text}`),
  state: asked((text) => `/desk/signed-in?code=U_THANDI&state=${text}`),
  'error of the issuer': asked((text) => `/desk/signed-in?error=${text}&error_description=${text}`),
  number: filled('/desk/search', 'number'),
  token: (visitor, text) => visitor.post('/desk/search', { csrf: text, number: '082 555 1234' }),
  kind: (visitor, text, csrf) => visitor.post(`${conversation}/commands/${inAddress(text)}`, { csrf }),
  revision: command('resume', 'revision'),
  epoch: command('resume', 'epoch'),
  outcome: command('resolve', 'outcome'),
  'new owner': command('transfer', 'to'),
  until: command('snooze', 'until'),
  owner: command('takeOver', 'from'),
  'message to send again': command('sendAgain', 'intentId'),
  words: message('text'),
  'words that are not taken': filled(`${conversation}/messages`, 'text', { nonce: 'none' }),
  nonce: message('nonce'),
  'kind of words': message('as'),
  'canned reply': message('canned'),
  away: filled('/desk/away', 'kind'),
  'away until': filled('/desk/away', 'until', { kind: 'away' }),
  template: asked((text) => `${conversation}/template?template=${text}`),
  'template of a form': filled(`${conversation}/template`, 'template', { nonce: 'n'.repeat(22) }),
  'value of a template': filled(`${conversation}/template`, 'value_body_news', {
    ...{ template: '2', nonce: 'n'.repeat(22), value_header_order: '5544' },
  }),
  cookie: (visitor, text) =>
    visitor.get('/desk/queue', { cookie: `baton_desk=${inAddress(text)}; baton_desk_said=j%3A${inAddress(text)}` }),
};

const OWN = /^\/desk(?:\/|$)/;
const ISSUER = 'https://issuer.test/authorize?state=s1';
const PERSONAL = /Lerato|27825551234|mug is broken|refund/;

/** Nothing broke, nothing leads away, and nothing on the page is markup but the desk's own. */
function expectHarmless(place: string, text: string, answer: Answered, own: ReadonlySet<string>): void {
  const { status, location } = answer;
  const leads = location === null || location === ISSUER || OWN.test(location);
  const foreign = structureOf(answer.text).filter((tag) => !own.has(tag));
  // 502: the sign-in was not the issuer's; that is an answer, not a failure.
  const broke = status >= 500 && !(status === 502 && place !== 'words');
  expect({ place, text, broke, leads, foreign }).toEqual({ place, text, broke: false, leads: true, foreign: [] });
}

async function ownStructure(visitor: Visitor, csrf: string): Promise<ReadonlySet<string>> {
  const template = { csrf, template: '2', nonce: 'n'.repeat(22), value_header_order: '5544' };
  const pages = await Promise.all([
    visitor.get(`${conversation}/template`),
    visitor.post(`${conversation}/template`, { csrf }),
    visitor.get(`${conversation}/template?template=2`),
    visitor.post(`${conversation}/template`, template),
    visitor.post(`${conversation}/template`, { ...template, value_body_news: 'words' }),
    visitor.get('/desk/queue'),
    visitor.get(conversation),
    visitor.get('/desk/report'),
    visitor.get('/desk/conversations/none'),
    visitor.get('/desk/none'),
    visitor.get('/desk/signed-in'),
    visitor.post(`${conversation}/messages`, { csrf, nonce: 'n'.repeat(22), text: ' ' }),
    visitor.post(`${conversation}/messages`, { csrf: 'none' }),
  ]);
  return new Set(pages.flatMap(({ text }) => structureOf(text)));
}

describe('strangers and hostile hands at the desk', () => {
  // Each place gets a third of them, and its neighbours the rest.
  it.each(Object.keys(PLACES).map((name, place) => [name, place] as const))(
    'when an agent’s browser sends anything as %s, then nothing breaks, leads away or becomes markup',
    async (name, place) => {
      const { url, world } = await startDesk();
      world.templates = [FILLED_TEMPLATE];
      const visitor = createVisitor(url);
      await visitor.signIn();
      const { csrf = '' } = await visitor.form('messages');
      const own = await ownStructure(visitor, csrf);
      const texts = HOSTILE.filter((_text, index) => (index + place) % 3 === 0);
      for (const text of texts) expectHarmless(name, text, await PLACES[name]!(visitor, text, csrf), own);
    },
  );

  it('when nobody is signed in, then nothing of that tells anything of a customer or reaches a conversation', async () => {
    const { url, agentGateway } = await startDesk();
    for (const [name, place] of Object.entries(PLACES)) {
      for (const text of HOSTILE.filter((_text, index) => index % 7 === 0)) {
        const stranger = createVisitor(url);
        const answer = await place(stranger, text, text);
        expect({ name, text, told: PERSONAL.test(answer.text) }).toEqual({ name, text, told: false });
        expect(answer.location === null || answer.location === ISSUER || OWN.test(answer.location)).toBe(true);
        expect(stranger.jar.has('baton_desk')).toBe(false);
      }
    }
    expect([agentGateway.commands, agentGateway.messages]).toEqual([[], []]);
  });

  it('when an address cannot be read at all, then it is refused', async () => {
    const { url } = await startDesk();
    const visitor = createVisitor(url);
    await visitor.signIn();
    const paths = NOT_PATHS.flatMap((text) => [`/desk/${text}`, `/desk/conversations/${text}`, `/desk/assets/${text}`]);
    for (const path of paths) {
      const { status } = await visitor.get(path);
      expect({ path, refused: status === 400 || status === 404 }).toEqual({ path, refused: true });
    }
  });
});
