import { join } from 'node:path';
import { createOpenAiEngine } from '../../../activities/assistant/openai/engine';
import { createChat } from '../../../activities/assistant/openai/chat';
import { createLocalBrain } from '../../../activities/assistant/local';
import type { AssistantEngine } from '../../../activities/assistant/engine';
import { loadKnowledge } from '../../../activities/knowledge/load';
import { createOrdersClient } from '../../../activities/orders/client';
import type { DraftRequest, PromptEntry } from '../../../workflows/conversation/ports';
import type { OpeningHours } from '../../../workflows/conversation/settings';
import { officeHours, southAfrican } from '../../support/opening';
import { MODEL, MODEL_KEY, ORDERS_TOKEN, call, closeRigs, standInModel, startRig } from './rig';
import type { Rig } from './rig';

const knowledge = loadKnowledge(join(__dirname, '../../../knowledge'));
const SATURDAY_NIGHT = southAfrican('2026-11-28 22:00');
const closed = officeHours(SATURDAY_NIGHT);
let rig: Rig;
let engine: AssistantEngine;
const signal = () => new AbortController().signal;

const engineAt = (clock: OpeningHours | undefined): AssistantEngine =>
  createOpenAiEngine({
    chat: createChat({ apiKey: MODEL_KEY, baseUrl: rig.simulator.urls.openai, model: MODEL }),
    brain: createLocalBrain(knowledge),
    knowledge,
    orders: createOrdersClient({ url: rig.simulator.urls.orders, token: ORDERS_TOKEN }),
    clock: () => clock,
    ...(clock && { now: () => SATURDAY_NIGHT }),
  });

beforeAll(async () => {
  rig = await startRig({}, await standInModel());
  engine = engineAt(undefined);
});
afterAll(closeRigs);

const request = (message: string, transcript: PromptEntry[] = [], waId = '27825551234'): DraftRequest => ({
  engine: 'configured',
  messages: [message],
  transcript,
  language: 'en',
  timeoutMs: 5_000,
  notBefore: 0,
  customer: { waId },
  phoneNumberId: '106540352242922',
  lastMessageId: 'wamid.x',
});

const bodyOf = (id: string): string => knowledge.topics.find((topic) => topic.id === id)!.body;

describe('the stand-in model behind the whole path of the engine with a model', () => {
  it.each(['What are your trading hours?', 'How much is delivery?', 'Are you open on public holidays?'])(
    'when a customer asks "%s", answers with a topic of the prompt and nothing that speaks against sending it',
    async (question) => {
      const draft = await engine.draft(request(question), signal());
      expect(draft).toMatchObject({ answerable: true, violations: [] });
      expect(draft.basis).toMatch(/^topic:/);
      expect(draft.text).toBe(bodyOf(draft.basis.slice('topic:'.length)));
    },
  );

  it.each([
    ['open', undefined, 'Are you open right now?', /We are open at this moment\./],
    ['open', undefined, 'What are your trading hours?', /^(?!.*at this moment)/s],
    ['closed', closed, 'Are you open right now?', /We are closed at this moment and open again on .*08:00/],
    ['closed', closed, 'What are your trading hours?', /We are closed at this moment and open again on .*08:00/],
  ])(
    'when the team is %s and a customer asks, says what the prompt says of this moment',
    async (_, clock, question, said) => {
      const draft = await engineAt(clock).draft(request(question), signal());
      expect(draft).toMatchObject({ answerable: true, violations: [] });
      expect(draft.text).toContain(bodyOf('trading-hours'));
      expect(draft.text).toMatch(said);
    },
  );

  it('when an order is asked for, calls the tool and tells what it returned', async () => {
    const draft = await engine.draft(request('Where is my order #5544?'), signal());
    expect(draft).toMatchObject({
      answerable: true,
      violations: [],
      basis: 'order:5544:delivered',
      order: { number: '5544', outcome: 'found' },
    });
    expect(draft.text).toContain('https://');
    const kinds = (await rig.journal()).slice(-3).map(({ vendor, kind }) => `${vendor} ${kind}`);
    expect(kinds).toEqual(['llm draft', 'orders order', 'llm draft']);
  });

  it('when two orders and a fee are asked for, tells all of it', async () => {
    const draft = await engine.draft(request('where are orders 5544 and 5561 and how much is delivery?'), signal());
    expect(draft).toMatchObject({ answerable: true, violations: [], order: { outcome: 'found' } });
    expect(draft.basis).toBe('order:5544:delivered order:5561:packed topic:delivery-fees');
    expect(draft.text).toContain(bodyOf('delivery-fees'));
  });

  it('when one of two orders is of another number, tells the other', async () => {
    const draft = await engine.draft(request('where are orders 5544 and 5547?'), signal());
    expect(draft).toMatchObject({ answerable: true, violations: [], basis: 'order:5544:delivered' });
    expect(draft.text).toContain('5547');
  });

  it('when an order of another number comes with a question, answers the question', async () => {
    const draft = await engine.draft(request('where is order 5547? and how much is delivery?'), signal());
    expect(draft).toMatchObject({ answerable: true, violations: [], basis: 'topic:delivery-fees' });
    expect(draft.text).toMatch(/5547[\s\S]*R85/);
  });

  it('when the order is of another number, tells nothing of it', async () => {
    const draft = await engine.draft(request('Where is my order #5544?', [], '27730000000'), signal());
    expect(draft).toMatchObject({ answerable: false, text: '', order: { outcome: 'not_found' } });
  });

  it('when the knowledge does not answer, says so', async () => {
    const draft = await engine.draft(request('Do you have a branch on the moon base?'), signal());
    expect(draft).toMatchObject({ answerable: false, text: '' });
  });

  it('when it classifies, keeps to the schema and to the topics of the prompt', async () => {
    const asked = await engine.classify(request('How much is delivery?'), signal());
    expect(asked).toMatchObject({ intent: 'question', sentiment: 'neutral', wantsHuman: false });
    expect(knowledge.topics.map(({ id }) => id)).toContain(asked.questionKey);
    expect(await engine.classify(request('I want a refund'), signal())).toMatchObject({
      intent: 'refund_request',
      wantsAction: true,
    });
    expect(await engine.classify(request('Hello'), signal())).toMatchObject({ intent: 'social', social: 'greeting' });
  });

  it('when it sums up, says what was asked and told', async () => {
    const at = Date.now();
    const transcript: PromptEntry[] = [
      { from: 'customer', text: 'Where is my order #5544?', at },
      { from: 'assistant', text: 'Order 5544 was delivered on 3 November 2026.', at },
      { from: 'customer', text: 'It was delivered but a part is missing <b>&', at },
    ];
    const summary = await engine.summarise(
      { engine: 'configured', transcript, reason: 'complaint', timeoutMs: 5_000 },
      signal(),
    );
    expect(Object.values(summary).every((part) => part !== '')).toBe(true);
    expect(`${summary.askedFor} ${summary.told}`).toContain('5544');
    expect(summary.wants).toContain('missing');
  });

  it('when a topic does not stand in the prompt, does not know it', async () => {
    const ask = (system: string) =>
      call('POST', `${rig.simulator.urls.openai}/chat/completions`, {
        headers: { authorization: `Bearer ${MODEL_KEY}` },
        body: {
          model: MODEL,
          messages: [
            { role: 'system', content: system },
            {
              role: 'user',
              content: '<customer_messages>\n<message>How much is delivery?</message>\n</customer_messages>',
            },
          ],
          response_format: {
            type: 'json_schema',
            json_schema: {
              name: 'draft',
              strict: true,
              schema: {
                type: 'object',
                properties: {
                  topics: { type: 'array', items: { type: 'string' } },
                  answerable: { type: 'boolean' },
                  text: { type: 'string' },
                },
                required: ['topics', 'answerable', 'text'],
                additionalProperties: false,
              },
            },
          },
        },
      });
    const contentOf = ({ body }: { body: unknown }): unknown =>
      JSON.parse((body as { choices: [{ message: { content: string } }] }).choices[0].message.content);
    expect(contentOf(await ask('You know nothing.'))).toEqual({ topics: [], answerable: false, text: '' });
    const draft = await engine.draft(request('How much is delivery?'), signal());
    const id = draft.basis.slice('topic:'.length);
    const told = contentOf(await ask(`<topic id="${id}" title="Fee">\nDelivery costs one rand.\n</topic>`));
    expect(told).toEqual({ topics: [id], answerable: true, text: 'Delivery costs one rand.' });
  });
});
