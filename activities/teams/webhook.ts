import { ApplicationFailure } from '@temporalio/common';

const TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * Posts one message to a Workflows webhook of Teams (learn.microsoft.com; 202, four requests a second). One attempt. Throws
 * ApplicationFailure: without another try where Teams will never take it, else to be tried again. A webhook has neither an
 * idempotency key nor a way to look, so what was lost on its way may come twice: better than never. Neither the address,
 * which is a secret, nor the message gets into the failure.
 */
export async function postToWebhook(url: string, message: object): Promise<void> {
  const answer = await send(url, message);
  await answer.body?.cancel();
  if (answer.ok) return;
  const { status } = answer;
  const what = `Teams refuses the message (HTTP ${status}).`;
  if (status === 429 || status === 408 || status >= 500) throw again(what, pauseOf(answer));
  throw ApplicationFailure.create({ type: 'TeamsRejected', message: what, nonRetryable: true });
}

async function send(url: string, message: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(message),
      // Where the address leads is where the secret and the message go, and nowhere else.
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw again('Teams did not answer.');
  }
}

const again = (message: string, nextRetryDelay?: number): ApplicationFailure =>
  ApplicationFailure.create({
    type: 'TeamsNotPosted',
    message,
    ...(nextRetryDelay !== undefined && { nextRetryDelay }),
  });

function pauseOf({ headers }: Response): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_PAUSE_MS) : undefined;
}
