/** The kill switch. While this workflow runs, the assistant is paused in every conversation of the namespace. */
import { condition, isCancellation, setCurrentDetails } from '@temporalio/workflow';

/** The registered name of the workflow, and the id of the one that counts. */
export const ASSISTANT_PAUSE_WORKFLOW = 'assistantPauseWorkflow';
export const ASSISTANT_PAUSE_ID = 'assistant-pause';

const DETAILS = [
  '**The assistant is paused in every conversation.** What customers write goes to people.',
  '',
  'It answers again once this workflow ends: `npm run baton -- resume`, or **Request Cancellation** here.',
].join('\n');

/** Waits to be cancelled, for as long as it takes. It does nothing: that it runs is what everybody looks at. */
export async function assistantPauseWorkflow(): Promise<void> {
  setCurrentDetails(DETAILS);
  try {
    await condition(() => false);
  } catch (error) {
    if (!isCancellation(error)) throw error;
  }
}
