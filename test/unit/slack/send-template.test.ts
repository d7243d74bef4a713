import type { ApprovedTemplate } from '../../../workflows/conversation/template';
import { createFakeAgentGateway, type FakeAgentGateway } from '../../support/agent-gateway';
import { CHANNEL, startSlackApp, WORKFLOW_ID, type RunningSlackApp } from '../../support/slack-app';
import { FILLED_TEMPLATE, PLAIN_TEMPLATE } from '../../support/templates';

const THREAD = '1759640000.000100';

let app: RunningSlackApp;
let gateway: FakeAgentGateway;
let list: () => Promise<ApprovedTemplate[]>;

beforeEach(async () => {
  gateway = createFakeAgentGateway();
  list = () => Promise.resolve([PLAIN_TEMPLATE, FILLED_TEMPLATE]);
  app = await startSlackApp(gateway, Date.now, { list: () => list(), preferred: 'order_news' });
  app.slack.answer('views.open', { ok: true });
});
afterEach(() => app.close());

interface View {
  callback_id: string;
  private_metadata: string;
  blocks: {
    type: string;
    block_id?: string;
    element?: { options?: { value: string }[]; initial_option?: { value: string } };
  }[];
  submit: { text: string };
}

const value = JSON.stringify({ w: WORKFLOW_ID, h: 2, m: 'p-1' });
const press = (user = 'U_THANDI') => app.click('send_template', { user, value, threadTs: THREAD });
const opened = async (): Promise<View> => {
  expect((await press()).status).toBe(200);
  return (app.slack.to('views.open')[0] as { view: View }).view;
};
const chosen = (id: string) => ({ template: { chosen: { type: 'static_select', selected_option: { value: id } } } });
const typed = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, text]) => [key, { value: { type: 'plain_text_input', value: text } }]),
  );

async function submit(view: View, values: object = {}, user = 'U_THANDI'): Promise<{ view?: View; errors?: object }> {
  const response = await app.submit({ ...view, id: 'V1', state: { values } }, user);
  expect(response.status).toBe(200);
  const text = await response.text();
  return text === '' ? {} : (JSON.parse(text) as { view?: View; errors?: object });
}

async function told(): Promise<unknown[]> {
  await app.settled();
  return [...app.slack.to('response_url'), ...app.slack.to('chat.postEphemeral')].map(({ text }) => text);
}

describe('[Send a template…]', () => {
  it('when it is pressed, then a modal shows the approved ones, the preferred one chosen', async () => {
    const { blocks } = await opened();
    const { options, initial_option: first } = blocks[1]?.element ?? {};
    expect(options?.map((option) => option.value)).toEqual(['2', '1']);
    expect(first?.value).toBe('2');
    expect(gateway.commands).toEqual([]);
  });

  it('when it has values, then they are asked for, shown as the customer reads them, and only then sent', async () => {
    const fill = (await submit(await opened(), chosen('2'))).view!;
    expect(fill.blocks.flatMap(({ block_id: id }) => id ?? [])).toEqual(['header_order', 'body_news']);
    const confirm = (await submit(fill, typed({ header_order: '5544', body_news: 'it is on its way' }))).view!;
    expect(JSON.stringify(confirm.blocks)).toContain('Order 5544\\nNews: it is on its way\\nBye');
    expect(gateway.commands).toEqual([]);
    expect(await submit(confirm)).toEqual({});
    expect(gateway.commands).toMatchObject([
      {
        workflowId: WORKFLOW_ID,
        command: {
          updateId: 'slack:T0TEAM:V1:U_THANDI',
          kind: 'sendTemplate',
          agent: { id: 'U_THANDI', name: 'THANDI' },
          source: { channel: CHANNEL, threadTs: THREAD },
          handoff: 2,
          template: {
            name: 'order_news',
            language: 'af',
            header: [{ name: 'order', text: '5544' }],
            body: [{ name: 'news', text: 'it is on its way' }],
            text: 'Order 5544\nNews: it is on its way\nBye',
          },
        },
      },
    ]);
    expect(await told()).toEqual([]);
  });

  it('when it has none, then the preview comes at once', async () => {
    const { view } = await submit(await opened(), chosen('1'));
    expect(view?.callback_id).toBe('confirm_template');
    expect(JSON.stringify(view?.blocks)).toContain('[Show me]');
  });

  it('when the values make a part longer than WhatsApp takes, then the modal says by which one and stays', async () => {
    const fill = (await submit(await opened(), chosen('2'))).view!;
    const { errors } = await submit(fill, typed({ header_order: '5'.repeat(55), body_news: 'it is on its way' }));
    expect(errors).toEqual({ header_order: 'Filled in it has 61 characters; WhatsApp takes 60 at most.' });
  });

  it('when a value is empty or has lines, then the modal says so and stays; a card number is taken out', async () => {
    const fill = (await submit(await opened(), chosen('2'))).view!;
    const { errors } = await submit(fill, typed({ header_order: ' ', body_news: 'one\ntwo' }));
    expect(errors).toEqual({
      header_order: 'This must not be empty.',
      body_news: 'WhatsApp takes one line here, without tabs and long gaps.',
    });
    const { view } = await submit(fill, typed({ header_order: '5544', body_news: '4111 1111 1111 1111' }));
    expect(JSON.stringify(view?.blocks)).toContain('[card number]');
  });

  it('when the conversation refuses, then the agent reads why in the thread', async () => {
    gateway.updates = [{ accepted: false, code: 'opted_out', sentence: 'They wrote “stop”.' }];
    const confirm = (await submit(await opened(), chosen('1'))).view!;
    await submit(confirm);
    expect(await told()).toEqual(['They wrote “stop”.']);
    expect(app.slack.to('chat.postEphemeral')).toMatchObject([
      { channel: CHANNEL, thread_ts: THREAD, user: 'U_THANDI' },
    ]);
  });

  it('when somebody outside the group presses or submits, then nothing happens and he reads why', async () => {
    await press('U_VISITOR');
    expect(app.slack.to('views.open')).toEqual([]);
    const confirm = (await submit(await opened(), chosen('1'))).view!;
    await submit(confirm, {}, 'U_VISITOR');
    expect(gateway.commands).toEqual([]);
    expect(await told()).toEqual(Array(2).fill(expect.stringContaining("Only members of the agents' group")));
  });

  it('when WhatsApp does not say what there is, or has approved nothing, then the agent reads so', async () => {
    list = () => Promise.reject(new Error('away'));
    await press();
    list = () => Promise.resolve([]);
    await press();
    expect(app.slack.to('views.open')).toEqual([]);
    expect(await told()).toEqual([
      expect.stringContaining('did not say'),
      expect.stringContaining('approved no template'),
    ]);
  });

  it('when a template is gone while the modal is open, then nothing is sent and the agent reads so', async () => {
    const confirm = (await submit(await opened(), chosen('1'))).view!;
    list = () => Promise.resolve([]);
    await submit(confirm);
    expect(gateway.commands).toEqual([]);
    expect(await told()).toEqual([expect.stringContaining('did not say')]);
  });

  it.each(['choose_template', 'fill_template', 'confirm_template'])(
    'when what %s remembers cannot be read, then a sentence stands in its place and nothing is sent',
    async (callback_id) => {
      for (const private_metadata of ['', '{"w":', '{"w":"somebody"}']) {
        const { view } = await submit({ ...(await opened()), callback_id, private_metadata });
        expect(JSON.stringify(view)).toContain('This form is out of date. Nothing was sent.');
        expect(view?.submit).toBeUndefined();
      }
      expect(gateway.commands).toEqual([]);
    },
  );
});
