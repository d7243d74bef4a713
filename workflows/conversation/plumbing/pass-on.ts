import { getExternalWorkflowHandle } from '@temporalio/workflow';
import type { Passable } from '../events';
import {
  agentCommandSignal,
  agentMessageChangeSignal,
  agentMessageSignal,
  carriedSignal,
  customerMessageSignal,
  customerMovedSignal,
  deliveryStatusSignal,
  phoneReplySignal,
} from '../messages';

/** Gives an event to another conversation. Throws where that is not open. */
export async function passOn(to: string, event: Passable): Promise<void> {
  const handle = getExternalWorkflowHandle(to);
  switch (event.type) {
    case 'carried':
      return handle.signal(carriedSignal, event.carried);
    case 'customerMessage':
      return handle.signal(customerMessageSignal, event.message);
    case 'phoneReply':
      return handle.signal(phoneReplySignal, event.reply);
    case 'customerMoved':
      return handle.signal(customerMovedSignal, event.moved);
    case 'deliveryStatus':
      return handle.signal(deliveryStatusSignal, event.status);
    case 'agentMessage':
      return handle.signal(agentMessageSignal, event.message);
    case 'agentMessageChange':
      return handle.signal(agentMessageChangeSignal, event.change);
    case 'agentCommand':
      return handle.signal(agentCommandSignal, event.command);
  }
}
