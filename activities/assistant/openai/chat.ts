import OpenAI from 'openai';
import type {
  ChatCompletionMessage,
  ChatCompletionMessageParam,
  ChatCompletionTool,
} from 'openai/resources/chat/completions';
import { zodResponseFormat } from 'openai/helpers/zod';
import type { ZodType } from 'zod';
import { AssistantFailure } from '../failures';

export interface ChatOptions {
  apiKey: string;
  /** Of any service that speaks OpenAI's chat completions, with `/v1`. */
  baseUrl: string;
  model: string;
}

interface ChatRequest {
  messages: ChatCompletionMessageParam[];
  /** Name of the schema in the request. */
  name: 'classification' | 'draft' | 'summary';
  schema: ZodType;
  tools?: ChatCompletionTool[];
  signal: AbortSignal;
}

/** One completion: `content` (not trusted) or the tools the model wants called. */
export type Chat = (request: ChatRequest) => Promise<ChatCompletionMessage>;

const MOST_TOKENS = 700;
const REQUEST_TIMEOUT_MS = 120_000;

function failureOf(error: unknown): unknown {
  if (error instanceof AssistantFailure || error instanceof OpenAI.APIUserAbortError) return error;
  if (error instanceof OpenAI.APIConnectionTimeoutError) return new AssistantFailure('timeout', true);
  if (error instanceof OpenAI.APIConnectionError) return new AssistantFailure('connection', true);
  if (!(error instanceof OpenAI.APIError)) return new AssistantFailure('not_understood', true);
  const status = error.status as number | undefined;
  const seconds = Number((error.headers as Headers | undefined)?.get('retry-after'));
  const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
  if (status === 429) return new AssistantFailure('rate_limited', true, wait);
  if (status !== undefined && status < 500) return new AssistantFailure('rejected', false);
  return new AssistantFailure('server', true);
}

/**
 * Chat completions in strict schema mode, one attempt a call (https://platform.openai.com/docs/api-reference/chat/create).
 * Throws AssistantFailure.
 */
export function createChat({ apiKey, baseUrl, model }: ChatOptions): Chat {
  const client = new OpenAI({ apiKey, baseURL: baseUrl, maxRetries: 0, timeout: REQUEST_TIMEOUT_MS });
  return async ({ messages, name, schema, tools, signal }) => {
    try {
      const completion = await client.chat.completions.create(
        {
          model,
          messages,
          response_format: zodResponseFormat(schema, name),
          max_completion_tokens: MOST_TOKENS,
          ...(tools === undefined ? {} : { tools, parallel_tool_calls: false }),
        },
        { signal },
      );
      const choice = completion.choices?.[0];
      if (choice?.message === undefined) throw new AssistantFailure('not_understood', true);
      if (choice.message.refusal) throw new AssistantFailure('refused', false);
      if (choice.finish_reason === 'content_filter') throw new AssistantFailure('refused', false);
      if (choice.finish_reason === 'length') throw new AssistantFailure('too_long', false);
      return choice.message;
    } catch (error) {
      throw failureOf(error);
    }
  };
}

const FENCE = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/;

/** Reads a model's answer against its schema; a fence around it is taken off. Throws AssistantFailure. */
export function readAnswer<T>(content: string | null, schema: ZodType<T>): T {
  const text = FENCE.exec(content ?? '')?.[1] ?? content ?? '';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new AssistantFailure('not_understood', true);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw new AssistantFailure('not_understood', true);
  return parsed.data;
}
