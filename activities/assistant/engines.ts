import type { OpeningHours } from '../../workflows/conversation/settings';
import { following } from '../knowledge/following';
import type { Knowledge } from '../knowledge/types';
import { createOrdersClient, noOrders } from '../orders/client';
import type { AssistantEngine } from './engine';
import { createLocalBrain } from './local';
import { createLocalEngine } from './local/engine';
import { withBreaker, type ModelCircuit } from './openai/breaker';
import { createChat, type ChatOptions } from './openai/chat';
import { createOpenAiEngine } from './openai/engine';

export interface EnginesOptions {
  /** What is in use at this moment. */
  knowledge: () => Knowledge;
  /** Absent where the business has no orders service. */
  orders: { url: string; token: string } | undefined;
  /** Absent with the engine `local`. */
  model: ChatOptions | undefined;
  /** Told when the model goes away or comes back, as this process sees it. */
  onModelCircuit?: ((circuit: ModelCircuit) => void) | undefined;
  /** The business's clock of the moment; absent: open round the clock. */
  clock?: () => OpeningHours | undefined;
  now?: () => number;
}

export interface Engines {
  /** The engine of the configuration. */
  configured: AssistantEngine;
  /** The engine without a model: the same as `configured` where there is none. */
  local: AssistantEngine;
}

/** Both engines over the same knowledge; each call sees the knowledge of its moment, whole. */
export function createEngines(options: EnginesOptions): Engines {
  const { knowledge, orders: place, model, onModelCircuit, clock = () => undefined, now = Date.now } = options;
  const orders = place ? createOrdersClient(place) : noOrders;
  const chat = model && withBreaker(createChat(model), onModelCircuit);
  const current = following(knowledge, (value): Engines => {
    const shared = { brain: createLocalBrain(value), knowledge: value, orders, clock, now };
    const local = createLocalEngine(shared);
    return { configured: chat ? createOpenAiEngine({ ...shared, chat }) : local, local };
  });
  const follow = (which: keyof Engines): AssistantEngine => ({
    name: current()[which].name,
    classify: (request, signal) => current()[which].classify(request, signal),
    draft: (request, signal) => current()[which].draft(request, signal),
    summarise: (request, signal) => current()[which].summarise(request, signal),
  });
  return { configured: follow('configured'), local: follow('local') };
}
