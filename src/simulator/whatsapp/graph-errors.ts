import { randomBytes } from 'node:crypto';
import type { Answer } from '../edge';
import type { Fault } from '../faults';

const TITLES: Record<number, string> = {
  2: 'Service temporarily unavailable',
  10: 'Application does not have permission for this action',
  33: 'Unsupported post request',
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token',
  2500: 'Unknown path components',
  130429: 'Rate limit hit',
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is paused',
  132018: 'There is an issue with the parameters in your template',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
};

export const WINDOW_CLOSED = {
  code: 131047,
  details: 'More than 24 hours have passed since the customer last wrote to this number.',
};
export const NO_SUCH_MESSAGE = { code: 131009, details: 'The message that was reacted to cannot be found.' };
export const UNDELIVERABLE = { code: 131026, details: 'Nobody can be reached under this number any more.' };

/** An error body of the Graph API: `error.code` decides, `error_data.details` explains. */
export function graphError(status: number, code: number, details: string): Answer {
  return {
    status,
    body: {
      error: {
        message: `(#${code}) ${TITLES[code] ?? 'Error'}`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details },
        fbtrace_id: randomBytes(8).toString('base64url'),
      },
    },
  };
}

/** The same error as it arrives later, in a status `failed`. */
export function statusError({ code, details }: { code: number; details: string }): object {
  const title = TITLES[code] ?? 'Error';
  return {
    code,
    title,
    message: title,
    error_data: { details },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}

/** How Meta words the faults `status` and `rateLimit`; its load balancers know no Graph error. */
export function refusal(fault: Fault): Answer {
  if (fault.kind === 'rateLimit') {
    const answer = graphError(400, 130429, 'The throughput limit of the Cloud API has been reached.');
    return { ...answer, headers: { 'retry-after': String(fault.retryAfter) } };
  }
  const code = fault.code ?? 500;
  if (code === 502 || code === 504) {
    return { status: code, headers: { 'content-type': 'text/html' }, body: '<html><body>Sorry, something went wrong.' };
  }
  if (code === 503) return graphError(503, 2, 'The service is temporarily unavailable.');
  if (code >= 500) return graphError(code, 131000, 'The message could not be sent for an unknown reason.');
  if (code === 401) return graphError(401, 190, 'The access token has expired.');
  if (code === 403) return graphError(403, 10, 'The application lacks a permission.');
  if (code === 429) return graphError(429, 130429, 'The throughput limit of the Cloud API has been reached.');
  return graphError(code, 100, 'The request was refused.');
}
