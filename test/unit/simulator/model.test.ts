import express from 'express';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { zodFunction, zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import type { ModelAnswer, ModelRequest } from '../../../src/simulator/model/brain';
import { createModel } from '../../../src/simulator/model/openai-api';
import type { SimulatorTools } from '../../../src/simulator/parts';
import { createTools } from '../../../src/simulator/tools';
import { MODEL, MODEL_KEY, call } from './rig';

let server: Server;
let tools: SimulatorTools;
let base: string;
let asked: ModelRequest[];
let answer: ModelAnswer;

beforeEach(async () => {
  asked = [];
  answer = { content: 'Good day' };
  tools = createTools(1, () => base);
  const brain = (request: ModelRequest): ModelAnswer => (asked.push(request), answer);
  const { api } = createModel({ apiKey: MODEL_KEY, model: MODEL, knowledgeDir: 'knowledge' }, tools, brain);
  server = createServer(express().use('/openai', api!));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  tools.timers.clear();
});

const client = (): OpenAI => new OpenAI({ apiKey: MODEL_KEY, baseURL: `${base}/openai/v1`, maxRetries: 0 });

const post = (body: unknown, key = MODEL_KEY) =>
  call('POST', `${base}/openai/v1/chat/completions`, { body, headers: { authorization: `Bearer ${key}` } });

const hello = { model: MODEL, messages: [{ role: 'user', content: 'Hello' }] };

const schema = (more: object = {}) => ({
  type: 'object',
  properties: { mood: { type: 'string' }, words: { type: ['string', 'null'] } },
  required: ['mood', 'words'],
  additionalProperties: false,
  ...more,
});

const format = (of: object, strict = true) => ({
  type: 'json_schema',
  json_schema: { name: 'mood', strict, schema: of },
});

const called = { id: 'call_1', type: 'function', function: { name: 'find_order', arguments: '{"number":"1"}' } };

describe('what the model endpoint refuses', () => {
  it.each<[string, unknown, string]>([
    ['no model', { ...hello, model: undefined }, "Missing required parameter: 'model'"],
    ['no messages', { model: MODEL }, "Missing required parameter: 'messages'"],
    ['an empty conversation', { ...hello, messages: [] }, 'messages'],
    ['an unknown parameter', { ...hello, mood: 'good' }, 'Unrecognized request argument supplied: mood'],
    ['an unknown role', { ...hello, messages: [{ role: 'customer', content: 'Hi' }] }, 'messages.0.role'],
    ['no content', { ...hello, messages: [{ role: 'user' }] }, 'messages.0.content'],
    ['a temperature of 3', { ...hello, temperature: 3 }, 'temperature'],
    ['a wish to stream', { ...hello, stream: true }, 'stream'],
    [
      'a schema that allows more',
      { ...hello, response_format: format(schema({ additionalProperties: true })) },
      "'additionalProperties' is required",
    ],
    [
      'a schema with an optional key',
      { ...hello, response_format: format(schema({ required: ['mood'] })) },
      "Missing 'words'",
    ],
    ['a schema that is no object', { ...hello, response_format: format({ type: 'string' }) }, 'type: "object"'],
    [
      'a keyword strict mode does not know',
      {
        ...hello,
        response_format: format(
          schema({ properties: { mood: { type: 'string', minLength: 1 }, words: { type: 'string' } } }),
        ),
      },
      "'minLength' is not permitted",
    ],
    [
      'an open object deep inside',
      {
        ...hello,
        response_format: format(
          schema({
            properties: {
              mood: { type: 'array', items: { type: 'object', properties: {} } },
              words: { type: 'string' },
            },
          }),
        ),
      },
      "'additionalProperties' is required",
    ],
    [
      'a function that is not strict enough',
      {
        ...hello,
        tools: [
          { type: 'function', function: { name: 'find_order', strict: true, parameters: schema({ required: [] }) } },
        ],
      },
      "Invalid schema for function 'find_order'",
    ],
    [
      'a tool message out of nowhere',
      { ...hello, messages: [{ role: 'tool', tool_call_id: 'call_1', content: '{}' }] },
      "must be a response to a preceding message with 'tool_calls'",
    ],
    [
      'a tool call nobody answered',
      { ...hello, messages: [...hello.messages, { role: 'assistant', tool_calls: [called] }, ...hello.messages] },
      'call_1',
    ],
    ['JSON without the word', { ...hello, response_format: { type: 'json_object' } }, "the word 'json'"],
  ])('when a request has %s, answers 400 and the brain is not asked', async (_what, body, sentence) => {
    const { status, body: told } = await post(body);
    expect(status).toBe(400);
    const { error } = told as { error: { message: string; type: string } };
    expect(error.type).toBe('invalid_request_error');
    expect(error.message).toContain(sentence);
    expect(asked).toEqual([]);
  });

  it('when the key, the model or the JSON is wrong, answers 401, 404 and 400', async () => {
    expect((await post(hello, 'another')).body).toMatchObject({ error: { code: 'invalid_api_key' } });
    expect(await post({ ...hello, model: 'another' })).toMatchObject({
      status: 404,
      body: { error: { code: 'model_not_found' } },
    });
    expect((await post('{')).status).toBe(400);
  });

  it('when the brain leaves the schema, answers 500 rather than what strict mode cannot give', async () => {
    answer = { content: { mood: 7 } };
    expect((await post({ ...hello, response_format: format(schema()) })).status).toBe(500);
    expect((await post({ ...hello, response_format: format(schema(), false) })).status).toBe(200);
  });
});

describe('what it answers', () => {
  it('when the official client asks for a structured answer, parses it', async () => {
    answer = { content: { mood: 'calm', words: null } };
    const wanted = z.object({ mood: z.string(), words: z.string().nullable() });
    const completion = await client().chat.completions.parse({
      model: MODEL,
      messages: [
        { role: 'system', content: 'You are kind.' },
        { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      ],
      response_format: zodResponseFormat(wanted, 'mood'),
    });
    expect(completion.choices[0]!.message.parsed).toEqual({ mood: 'calm', words: null });
    expect(completion.usage!.total_tokens).toBeGreaterThan(2);
    expect(asked[0]).toMatchObject({ schema: 'mood', tools: [], messages: [{ role: 'system' }, { text: 'Hello' }] });
  });

  it('when a tool is offered and called, the result comes back to the brain', async () => {
    const findOrder = zodFunction({ name: 'find_order', parameters: z.object({ number: z.string() }) });
    answer = { toolCall: { name: 'find_order', arguments: { number: '5544' } } };
    const first = await client().chat.completions.create({
      ...hello,
      messages: [{ role: 'user', content: 'Where?' }],
      tools: [findOrder],
    });
    const message = first.choices[0]!.message;
    expect(first.choices[0]!.finish_reason).toBe('tool_calls');
    expect(message.tool_calls).toMatchObject([{ function: { name: 'find_order', arguments: '{"number":"5544"}' } }]);
    answer = { content: 'Delivered' };
    const result = {
      role: 'tool' as const,
      tool_call_id: message.tool_calls![0]!.id,
      content: '{"status":"delivered"}',
    };
    const messages = [{ role: 'user' as const, content: 'Where?' }, message, result];
    const second = await client().chat.completions.create({ model: MODEL, messages, tools: [findOrder] });
    expect(second.choices[0]!.message.content).toBe('Delivered');
    expect(asked[0]!.tools).toEqual(['find_order']);
    expect(asked[1]!.messages.at(-1)).toMatchObject({ role: 'tool', text: '{"status":"delivered"}' });
  });

  it('when the answer is longer than it may be, cuts it and says so', async () => {
    answer = { content: 'x'.repeat(100) };
    const completion = await client().chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'Hi' }],
      max_tokens: 5,
    });
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'x'.repeat(20) } });
  });

  it('when the models are listed, names the one', async () => {
    const models = await client().models.list();
    expect(models.data.map(({ id }) => id)).toEqual([MODEL]);
  });
});

describe('faults of the model', () => {
  const structured = { ...hello, response_format: format(schema()) };

  beforeEach(() => {
    answer = { content: { mood: 'calm', words: null } };
  });

  it.each<['content' | 'truncated' | 'refusal' | 'toolCall', object]>([
    ['content', { finish_reason: 'stop', message: { content: expect.stringContaining('Sure!') as string } }],
    ['truncated', { finish_reason: 'length', message: { content: '{"' } }],
    ['refusal', { finish_reason: 'stop', message: { content: null, refusal: expect.any(String) as string } }],
    ['toolCall', { finish_reason: 'tool_calls', message: { tool_calls: [{ function: { name: 'no_such_tool' } }] } }],
  ])('when it answers with garbage of the form %s, the envelope is sound', async (form, choice) => {
    tools.faults.put({ vendor: 'llm', kind: 'garbage', form, count: 1 });
    expect(await post(structured)).toMatchObject({ status: 200, body: { choices: [choice] } });
    expect(await post(structured)).toMatchObject({
      body: { choices: [{ message: { content: '{"mood":"calm","words":null}' } }] },
    });
  });

  it('when it fails for one kind of answer only, the others go through', async () => {
    tools.faults.put({ vendor: 'llm', kind: 'status', code: 500, only: 'mood' });
    expect(await post(structured)).toMatchObject({ status: 500, body: { error: { type: 'server_error' } } });
    expect((await post(hello)).status).toBe(200);
  });

  it('when it is rate limited, answers 429 as OpenAI does', async () => {
    tools.faults.put({ vendor: 'llm', kind: 'rateLimit', retryAfter: 20 });
    const refused = await post(hello);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'rate_limit_exceeded' } } });
    expect(refused.headers.get('retry-after')).toBe('20');
  });

  it('when it is slow and the caller gives up, the journal shows what came of it', async () => {
    tools.faults.put({ vendor: 'llm', kind: 'latency', ms: 30 });
    const body = { model: MODEL, messages: [{ role: 'user' as const, content: 'Hello' }] };
    const caller = new AbortController();
    const arrived = new Promise((resolve) => tools.journal.subscribe(resolve));
    const asked = client().chat.completions.create(body, { signal: caller.signal });
    await arrived;
    caller.abort();
    await expect(asked).rejects.toThrow();
    const answered = new Promise((resolve) =>
      tools.journal.subscribe(({ answer: told }) => told && resolve(told.status)),
    );
    expect(tools.journal.entries()[0]?.answer?.status ?? (await answered)).toBe(200);
  });
});
