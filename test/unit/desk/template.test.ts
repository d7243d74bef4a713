import { claimed, CONVERSATION, createVisitor, startDesk, AT } from '../../support/desk';
import { FILLED_TEMPLATE, PLAIN_TEMPLATE } from '../../support/templates';
import { SCRIPTS } from '../../support/corpora';
import { closeAll } from '../../support/http';
import { structureOf } from '../../support/markup';

afterEach(closeAll);

const PATH = `/desk/conversations/${CONVERSATION}/template`;
const closed = { windowEndsAt: AT - 1 };

async function signedIn(id = 'U_THANDI', change: Parameters<typeof startDesk>[0] = {}) {
  const desk = await startDesk(change);
  desk.world.snapshot = claimed(closed);
  desk.world.templates = [PLAIN_TEMPLATE, FILLED_TEMPLATE];
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  return { ...desk, visitor };
}

/** The hidden fields of the form on a page. */
const hiddenIn = (text: string): Record<string, string> => {
  const [form = ''] = /<form method="post" action="[^"]*\/template"[^]*?<\/form>/.exec(text) ?? [];
  const inputs = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
};

describe('a template from the desk page', () => {
  it('when WhatsApp’s 24 hours are over for her customer, then an agent can send one; before, or for a colleague’s, not', async () => {
    const { visitor, world } = await signedIn();
    const page = async () => (await visitor.get(`/desk/conversations/${CONVERSATION}`)).text;
    expect(await page()).toContain(`href="${PATH}"`);
    for (const change of [
      {},
      { ...closed, agent: { id: 'U_PIETER', name: 'Pieter' } },
      { ...closed, handoff: 'waiting' as const },
      { ...closed, mode: 'active' as const, handoff: 'none' as const },
    ]) {
      world.snapshot = claimed(change);
      world.revision += 1;
      world.now += 1_000;
      expect(await page()).not.toContain(`href="${PATH}"`);
    }
  });

  it('when she chooses one, fills it in and has read it, then it goes out once, however often she presses', async () => {
    const { visitor, agentGateway } = await signedIn();
    const choice = (await visitor.get(PATH)).text;
    expect([...choice.matchAll(/<option value="(\d)"\s+(selected)?>([^<]+)</g)].map(([, ...found]) => found)).toEqual([
      ['1', undefined, 'we_are_back · en'],
      ['2', 'selected', 'order_news · af'],
    ]);
    const form = (await visitor.get(`${PATH}?template=2`)).text;
    expect(form).toContain('In the headline: {{order}}');
    const values = { value_header_order: '5544', value_body_news: 'it is <here>' };
    const preview = await visitor.post(PATH, { ...hiddenIn(form), ...values });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('<blockquote>Order 5544\nNews: it is &lt;here&gt;\nBye</blockquote>');
    expect(agentGateway.commands).toEqual([]);
    const fields = { ...hiddenIn(preview.text), value_body_news: 'it is <here>', send: 'yes' };
    for (let press = 0; press < 2; press += 1)
      expect(await visitor.post(PATH, fields)).toMatchObject({
        status: 303,
        location: `/desk/conversations/${CONVERSATION}`,
      });
    const [one, again] = agentGateway.commands.map(({ command }) => command);
    expect(one).toMatchObject({
      kind: 'sendTemplate',
      handoff: 2,
      agent: { id: 'U_THANDI' },
      template: {
        name: 'order_news',
        language: 'af',
        header: [{ name: 'order', text: '5544' }],
        body: [{ name: 'news', text: 'it is <here>' }],
      },
    });
    expect(again?.updateId).toBe(one?.updateId);
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain('The template is on its way.');
  });

  it('when it has nothing to fill in, then she reads at once what the customer will', async () => {
    const { visitor, agentGateway } = await signedIn();
    const { text } = await visitor.get(`${PATH}?template=1`);
    expect(text).toContain('<blockquote>We are back.</blockquote>');
    expect(text).toContain('[Show me]');
    await visitor.post(PATH, { ...hiddenIn(text), send: 'yes' });
    expect(agentGateway.commands.map(({ command }) => command.template?.name)).toEqual(['we_are_back']);
  });

  it('when a value is missing or will not do, then the field says so, and nothing is sent', async () => {
    const { visitor, agentGateway } = await signedIn();
    const fields = hiddenIn((await visitor.get(`${PATH}?template=2`)).text);
    const values = { value_header_order: '', value_body_news: 'one\ttwo' };
    const { status, text } = await visitor.post(PATH, { ...fields, ...values, send: 'yes' });
    expect(status).toBe(409);
    expect(text).toContain('This must not be empty.');
    expect(text).toContain('WhatsApp takes one line here');
    expect(agentGateway.commands).toEqual([]);
  });

  it('when the conversation refuses it, then she reads the conversation’s sentence', async () => {
    const { visitor, agentGateway } = await signedIn();
    agentGateway.updates = [{ accepted: false, code: 'opted_out', sentence: 'They wrote “stop”.' }];
    const { text } = await visitor.get(`${PATH}?template=1`);
    await visitor.post(PATH, { ...hiddenIn(text), send: 'yes' });
    expect((await visitor.get(`/desk/conversations/${CONVERSATION}`)).text).toContain('They wrote “stop”.');
  });

  it.each([
    ['there is none', [], 409, 'WhatsApp has approved no template'],
    ['WhatsApp does not say', 'away' as const, 503, 'WhatsApp did not say which templates there are'],
  ])('when %s, then a sentence says so', async (_what, templates, status, sentence) => {
    const { visitor, world } = await signedIn();
    world.templates = templates;
    const answer = await visitor.get(PATH);
    expect([answer.status, answer.text.includes(sentence)]).toEqual([status, true]);
  });

  it('when the business account is not configured, or the page is out of date, then a sentence says so', async () => {
    const without = await signedIn('U_THANDI', { templates: undefined });
    expect((await without.visitor.get(PATH)).text).toContain('WHATSAPP_BUSINESS_ACCOUNT_ID');
    const { visitor } = await signedIn();
    const { csrf = '' } = hiddenIn((await visitor.get(`${PATH}?template=1`)).text);
    for (const fields of [{}, { template: '9', nonce: 'n'.repeat(22) }, { template: '1', nonce: 'short' }])
      expect((await visitor.post(PATH, { csrf, ...fields, send: 'yes' })).text).toContain('This page is out of date.');
  });

  it('when an operator asks for one, then he is refused', async () => {
    const { visitor } = await signedIn('U_BOSS');
    expect((await visitor.get(PATH)).status).toBe(403);
  });

  it('when templates and values try to be markup, then the pages have no other structure', async () => {
    const { visitor, world } = await signedIn();
    const look = async (words: string): Promise<string[][]> => {
      world.templates = [{ ...FILLED_TEMPLATE, name: words, body: `${words} {{news}}`, footer: words }];
      const form = (await visitor.get(`${PATH}?template=2`)).text;
      const fields = { ...hiddenIn(form), value_header_order: words.slice(0, 40), value_body_news: words };
      const pages = [(await visitor.get(PATH)).text, form, (await visitor.post(PATH, fields)).text];
      return pages.map(structureOf);
    };
    const plain = await look('words');
    for (const words of SCRIPTS.filter((text) => !/\p{Cc}|^.{41}/u.test(text)))
      expect(await look(words)).toEqual(plain);
  });
});

describe('what waits for the customer', () => {
  it('when agents have written after the 24 hours, then the page shows their words', async () => {
    const { visitor, world } = await signedIn();
    world.snapshot = claimed({
      ...closed,
      parked: [{ id: 'p-1', name: 'Thandi', at: AT, text: 'The part is <here>' }],
    });
    const { text } = await visitor.get(`/desk/conversations/${CONVERSATION}`);
    expect(text).toContain('Waits until the customer writes:');
    expect(text).toContain('<b>Thandi · 23 Nov 2026, 14:05</b> The part is &lt;here&gt;');
  });
});
