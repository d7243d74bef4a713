import { advanceWorkflowClock } from '../../src/simulator/workflow-clock';
import { WAITING_LIST_ID } from '../../workflows/waiting-list';
import { THANDI } from './scene';
import { createChannel, type Channel } from './channel';
import type { Shift } from './shift';
import { until } from './until';
import { createWeek, type Week } from './week';

/** A shift in weeks of the sample business's hours. */
export interface WeekShift extends Channel {
  week: Week;
  shift: () => Shift;
  /** A customer who writes this at that moment, ms UTC, and had asked the assistant something before. */
  writesAt(at: number, words: string): Promise<string>;
  /** Moves the clock of the list of those who wait, which is no conversation's. */
  listPasses(milliseconds: number): Promise<void>;
  /** An agent takes and resolves them all; resolves once the list says that nobody waits. */
  nobodyWaits(...phones: string[]): Promise<void>;
}

export function createWeekShift(shift: () => Shift, week: Week = createWeek()): WeekShift {
  const { channel, listed } = createChannel(shift);
  return {
    ...{ week, shift, channel, listed },
    async writesAt(at, words) {
      const { system, answerTo, passesTo, says } = shift();
      const phone = system.newCustomer();
      await answerTo(phone, 'What are your trading hours?');
      await passesTo(phone, at);
      await says(phone, words);
      return phone;
    },
    async listPasses(milliseconds) {
      const { connection, namespace } = shift().system;
      await advanceWorkflowClock(connection, { namespace, workflowId: WAITING_LIST_ID, milliseconds });
    },
    async nobodyWaits(...phones) {
      const { takeOver, clickCard, conversation, system } = shift();
      for (const phone of phones) {
        if ((await system.snapshot(phone)).handoff === 'waiting') await takeOver(phone);
        await clickCard(phone, THANDI, 'resolve');
        await conversation(phone, ({ handoff }) => handoff === 'none');
      }
      const list = system.client.workflow.getHandle(WAITING_LIST_ID);
      await until(
        () => list.describe(),
        ({ status }) => status.name === 'COMPLETED',
      );
    },
  };
}
