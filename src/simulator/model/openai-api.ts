import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import type { ModelConfig } from '../config';
import { readControlBody } from '../control-answers';
import { jsonBody } from '../edge';
import type { Answer } from '../edge';
import type { Fault } from '../faults';
import type { SimulatorPart, SimulatorTools } from '../parts';
import type { ModelAnswer, ModelBrain } from './brain';
import { parseChatRequest, toModelRequest } from './chat-request';
import type { ChatRequest } from './chat-request';
import { obedientBrain } from './obedient-brain';

const CHARACTERS_PER_TOKEN = 4;

const behaviourSchema = z.strictObject({
  /** It does whatever customers tell it to. */
  obeys: z.boolean(),
});

type FinishReason = 'stop' | 'length' | 'tool_calls';

const refused = (
  status: number,
  message: string,
  more: { param?: string | null; code?: string; type?: string },
): Answer => ({
  status,
  body: {
    error: { message, type: more.type ?? 'invalid_request_error', param: more.param ?? null, code: more.code ?? null },
  },
});

function refuse(fault: Fault): Answer {
  const code = fault.code ?? 429;
  if (code === 429) {
    const answer = refused(429, 'Rate limit reached.', { type: 'requests', code: 'rate_limit_exceeded' });
    return { ...answer, headers: { 'retry-after': String(fault.retryAfter) } };
  }
  if (code === 401) return refused(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });
  return refused(code, 'The server had an error while processing your request.', { type: 'server_error' });
}

const tokensOf = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

const randomId = (prefix: string): string => `${prefix}${randomBytes(12).toString('hex')}`;

function completion(request: ChatRequest, message: object, finish: FinishReason): Answer {
  const prompt = tokensOf(JSON.stringify(request.messages));
  const answer = tokensOf(JSON.stringify(message));
  return {
    status: 200,
    body: {
      id: randomId('chatcmpl-'),
      object: 'chat.completion',
      created: Math.floor(Date.now() / 1000),
      model: request.model,
      choices: [
        { index: 0, message: { role: 'assistant', refusal: null, ...message }, logprobs: null, finish_reason: finish },
      ],
      usage: { prompt_tokens: prompt, completion_tokens: answer, total_tokens: prompt + answer },
    },
  };
}

/** A model in strict mode cannot leave its schema; a brain that does is a mistake in the simulator and must be seen. */
function fits(request: ChatRequest, content: unknown): boolean {
  const format = request.response_format;
  if (format?.type !== 'json_schema' || format.json_schema.strict !== true) return true;
  return z.fromJSONSchema(format.json_schema.schema).safeParse(content).success;
}

function toAnswer(request: ChatRequest, answer: ModelAnswer): Answer {
  if ('toolCall' in answer) {
    const { name, arguments: given } = answer.toolCall;
    const call = { id: randomId('call_'), type: 'function', function: { name, arguments: JSON.stringify(given) } };
    return completion(request, { content: null, tool_calls: [call] }, 'tool_calls');
  }
  if (!fits(request, answer.content)) {
    return refused(500, 'The stand-in model did not keep to the schema.', { type: 'server_error' });
  }
  const content = typeof answer.content === 'string' ? answer.content : JSON.stringify(answer.content);
  const most = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY;
  if (tokensOf(content) <= most) return completion(request, { content }, 'stop');
  return completion(request, { content: content.slice(0, most * CHARACTERS_PER_TOKEN) }, 'length');
}

/** The garbage a model is known for, each in a sound envelope but for `body`. */
function garble(answer: Answer, { form }: Fault, request: Request): Answer | undefined {
  const parsed = parseChatRequest(jsonBody(request));
  if (form === 'body' || answer.status !== 200 || !('request' in parsed)) return undefined;
  if (form === 'refusal')
    return completion(parsed.request, { content: null, refusal: "I can't help with that." }, 'stop');
  if (form === 'truncated') return completion(parsed.request, { content: '{"' }, 'length');
  if (form === 'content')
    return completion(parsed.request, { content: 'Sure! Here is the JSON you asked for.' }, 'stop');
  const call = { id: randomId('call_'), type: 'function', function: { name: 'no_such_tool', arguments: '{"number":' } };
  return completion(parsed.request, { content: null, tool_calls: [call] }, 'tool_calls');
}

function describe(request: Request): { kind: string; body: unknown } {
  const body = jsonBody(request);
  const parsed = parseChatRequest(body);
  const format = 'request' in parsed ? parsed.request.response_format : undefined;
  const kind = format?.type === 'json_schema' ? format.json_schema.name : 'chat';
  return { kind, body: body ?? (request.body as Buffer).toString('utf8') };
}

/** `POST /chat/completions` and `GET /models` as OpenAI serves them, in front of a brain. */
export function createModel(config: ModelConfig, tools: SimulatorTools, brain: ModelBrain): SimulatorPart {
  let obeys = false;
  const isKnown = (request: Request): boolean => request.get('authorization') === `Bearer ${config.apiKey}`;
  const who = (): Answer => refused(401, 'Incorrect API key provided.', { code: 'invalid_api_key' });

  function chat(request: Request): Answer {
    if (!isKnown(request)) return who();
    const body = jsonBody(request);
    if (body === undefined) return refused(400, 'We could not parse the JSON body of your request.', {});
    const parsed = parseChatRequest(body);
    if ('problem' in parsed) return refused(400, parsed.problem.message, { param: parsed.problem.param });
    const { model } = parsed.request;
    if (model !== config.model) {
      return refused(404, `The model '${model}' does not exist.`, { param: 'model', code: 'model_not_found' });
    }
    return toAnswer(parsed.request, (obeys ? obedientBrain : brain)(toModelRequest(parsed.request)));
  }

  const models = (request: Request): Answer => {
    const model = { id: config.model, object: 'model', created: 0, owned_by: 'simulator' };
    return isKnown(request) ? { status: 200, body: { object: 'list', data: [model] } } : who();
  };

  const api = Router();
  api.use(...tools.edge.entrance('llm'));
  api.post('/v1/chat/completions', tools.edge.route({ vendor: 'llm', describe, respond: chat, refuse, garble }));
  const list = { vendor: 'llm', describe: () => ({ kind: 'models', body: null }), respond: models, refuse } as const;
  api.get('/v1/models', tools.edge.route(list));

  const control = Router();
  control.put('/model', (request, response) => {
    ({ obeys } = readControlBody(behaviourSchema, request));
    response.json({ obeys });
  });
  return { api, control, reset: () => void (obeys = false), close: () => brain.close?.() };
}
