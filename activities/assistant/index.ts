import type { Knowledge } from '../knowledge/types';
import { createOrdersClient, noOrders } from '../orders/client';
import { createAssistantActivities, type AssistantDependencies } from './activities';
import { createLocalBrain } from './local';
import { createLocalEngine } from './local/engine';
import { createChat, type ChatOptions } from './openai/chat';
import { createOpenAiEngine } from './openai/engine';

export interface AssistantOptions extends Pick<AssistantDependencies, 'settings' | 'showTyping' | 'cancellation'> {
  knowledge: Knowledge;
  /** Absent with the engine `local`. */
  model: ChatOptions | undefined;
  /** Absent where the business has no orders service. */
  orders: { url: string; token: string } | undefined;
  /** ms UTC: dated topics hold on their days only. */
  now?: () => number;
}

/** The assistant's three activities, with the engines that the configuration asks for. */
export function createAssistant(options: AssistantOptions): ReturnType<typeof createAssistantActivities> {
  const { knowledge, model, orders: service, now = Date.now, ...rest } = options;
  const brain = createLocalBrain(knowledge);
  const orders = service ? createOrdersClient(service) : noOrders;
  const local = createLocalEngine({ brain, knowledge, orders, now });
  const configured = model ? createOpenAiEngine({ chat: createChat(model), brain, knowledge, orders, now }) : local;
  return createAssistantActivities({ ...rest, configured, local, now });
}
