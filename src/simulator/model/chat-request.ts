import { z } from 'zod';
import type { ChatMessage, ModelRequest } from './brain';
import { strictSchemaProblem } from './strict-schema';

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const part = z.object({ type: z.literal('text'), text: z.string() });
const words = z.union([z.string(), z.array(part).min(1)]);

const toolCall = z.object({
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name, arguments: z.string() }),
});

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer', 'user']), content: words, name: z.string().optional() }),
  z
    .object({
      role: z.literal('assistant'),
      content: words.nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(toolCall).min(1).optional(),
    })
    .refine(
      ({ content, tool_calls }) => content != null || tool_calls !== undefined,
      'content or tool_calls is required',
    ),
  z.object({ role: z.literal('tool'), content: words, tool_call_id: z.string() }),
]);

const tool = z.strictObject({
  type: z.literal('function'),
  function: z.strictObject({
    name,
    description: z.string().optional(),
    parameters: z.looseObject({}).optional(),
    strict: z.boolean().nullish(),
  }),
});

const format = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text') }),
  z.strictObject({ type: z.literal('json_object') }),
  z.strictObject({
    type: z.literal('json_schema'),
    json_schema: z.strictObject({
      name,
      description: z.string().optional(),
      schema: z.looseObject({}),
      strict: z.boolean().nullish(),
    }),
  }),
]);

const choice = z.union([
  z.enum(['none', 'auto', 'required']),
  z.strictObject({ type: z.literal('function'), function: z.strictObject({ name }) }),
]);

const chatSchema = z.strictObject({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  tools: z.array(tool).min(1).max(128).optional(),
  tool_choice: choice.optional(),
  parallel_tool_calls: z.boolean().optional(),
  response_format: format.optional(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  max_tokens: z.number().int().positive().nullish(),
  max_completion_tokens: z.number().int().positive().nullish(),
  n: z.literal(1).nullish(),
  seed: z.number().int().nullish(),
  stream: z.literal(false).nullish(),
  store: z.literal(false).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  reasoning_effort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).nullish(),
  verbosity: z.enum(['low', 'medium', 'high']).nullish(),
  service_tier: z.string().nullish(),
  safety_identifier: z.string().max(64).optional(),
  prompt_cache_key: z.string().optional(),
  user: z.string().optional(),
});

export type ChatRequest = z.infer<typeof chatSchema>;

export interface RequestProblem {
  message: string;
  param: string | null;
}

const textOf = (content: z.infer<typeof words> | null | undefined): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text).join('');

/** Every tool call is answered by the tool messages right behind it, and nothing else is. */
function toolOrderProblem(messages: ChatRequest['messages']): RequestProblem | undefined {
  let open = new Set<string>();
  for (const [at, one] of messages.entries()) {
    const param = `messages.[${at}].role`;
    if (one.role === 'tool') {
      if (open.delete(one.tool_call_id)) continue;
      return {
        message: "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.",
        param,
      };
    }
    if (open.size > 0) break;
    if (one.role === 'assistant') open = new Set((one.tool_calls ?? []).map(({ id }) => id));
  }
  if (open.size === 0) return undefined;
  const message = `tool messages must respond to each 'tool_call_id'. No response to: ${[...open].join(', ')}`;
  return { message: `An assistant message with 'tool_calls' must be followed by it: ${message}`, param: 'messages' };
}

function schemaProblem({ response_format: asked, tools, messages }: ChatRequest): RequestProblem | undefined {
  if (asked?.type === 'json_object' && !messages.some(({ content }) => /json/i.test(textOf(content)))) {
    return {
      message: "'messages' must contain the word 'json' to use response_format 'json_object'.",
      param: 'messages',
    };
  }
  if (asked?.type === 'json_schema' && asked.json_schema.strict === true) {
    const problem = strictSchemaProblem(asked.json_schema.schema);
    const prefix = `Invalid schema for response_format '${asked.json_schema.name}': `;
    if (problem !== undefined) return { message: prefix + problem, param: 'response_format' };
  }
  for (const [at, { function: offered }] of (tools ?? []).entries()) {
    const problem = offered.strict === true ? strictSchemaProblem(offered.parameters) : undefined;
    const prefix = `Invalid schema for function '${offered.name}': `;
    if (problem !== undefined) return { message: prefix + problem, param: `tools[${at}].function.parameters` };
  }
  return undefined;
}

function issueProblem(issue: z.core.$ZodIssue): RequestProblem {
  const param = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return { message: `Unrecognized request argument supplied: ${issue.keys.join(', ')}`, param: param || null };
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) {
    return { message: `Missing required parameter: '${param}'.`, param };
  }
  return { message: `Invalid value for '${param}': ${issue.message}.`, param };
}

/** Checks a chat completion as https://platform.openai.com/docs/api-reference/chat/create describes it, without streaming. */
export function parseChatRequest(body: unknown): { request: ChatRequest } | { problem: RequestProblem } {
  const parsed = chatSchema.safeParse(body);
  if (!parsed.success) return { problem: issueProblem(parsed.error.issues[0]!) };
  const problem = toolOrderProblem(parsed.data.messages) ?? schemaProblem(parsed.data);
  return problem ? { problem } : { request: parsed.data };
}

function toMessage(one: ChatRequest['messages'][number]): ChatMessage {
  const calls = one.role === 'assistant' ? (one.tool_calls ?? []) : [];
  return {
    role: one.role,
    text: textOf(one.content),
    toolCalls: calls.map(({ id, function: called }) => ({ id, ...called })),
    ...(one.role === 'tool' ? { toolCallId: one.tool_call_id } : {}),
  };
}

/** What the brain gets to see of it. */
export function toModelRequest({ messages, tools, tool_choice, response_format }: ChatRequest): ModelRequest {
  return {
    messages: messages.map(toMessage),
    tools: tool_choice === 'none' ? [] : (tools ?? []).map(({ function: offered }) => offered.name),
    ...(response_format?.type === 'json_schema' ? { schema: response_format.json_schema.name } : {}),
  };
}
