/** What a model is asked and answers: the part of a chat completion that a brain has to think about. */
export interface ChatMessage {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  text: string;
  toolCalls: ToolCall[];
  /** The call that a `tool` message answers. */
  toolCallId?: string;
}

interface ToolCall {
  id: string;
  name: string;
  /** JSON, as the model wrote it. */
  arguments: string;
}

export interface ModelRequest {
  messages: ChatMessage[];
  /** Names of the functions that are offered. */
  tools: string[];
  /** Name of the JSON schema that the answer must fit; none = plain text. */
  schema?: string;
}

export type ModelAnswer = { content: unknown } | { toolCall: { name: string; arguments: object } };

/** A brain that sees the request and nothing else, as a model does. */
export interface ModelBrain {
  (request: ModelRequest): ModelAnswer;
  /** From now on it learns nothing new. */
  close?(): void;
}
