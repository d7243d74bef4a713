import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { ApplicationFailure } from '@temporalio/common';
import type { SlackFailureDetails } from '../../workflows/conversation/ports';

const RATE_LIMIT_PAUSE_MS = 30_000;
const RATE_LIMITED = 'ratelimited';
/** Somebody has to change something in Slack first. */
const OPERATOR_PAUSE_MS = 60_000;

/** Slack refused because of the channel, the token or the app: the same post may go through once that is put right. */
const FOR_THE_OPERATOR = new Set([
  'access_denied',
  'account_inactive',
  'channel_is_limited_access',
  'channel_not_found',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'is_archived',
  'is_inactive',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'not_authed',
  'not_in_channel',
  'org_login_required',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_locked',
  'team_access_not_granted',
  'token_expired',
  'token_revoked',
]);

/** Slack's own trouble: it says that part of the work may have been done. */
const SLACK_IN_TROUBLE = new Set(['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable']);

const RATE_LIMITS = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);

/** Nothing can have been written where the connection did not come about. */
const BEFORE_THE_WRITE = new Set([
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Certainly not posted, and worth another try after `retryAfterMs`. */
export function notPosted(code: string, message: string, retryAfterMs?: number): ApplicationFailure {
  const details: SlackFailureDetails = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return ApplicationFailure.create({ type: 'SlackNotPosted', message, details: [details], nonRetryable: true });
}

/** Not posted, because Slack limits the rate. */
export const rateLimited = (message: string, retryAfterMs: number): ApplicationFailure =>
  notPosted(RATE_LIMITED, message, retryAfterMs);

/** After how many ms Slack takes posts again, where it limited the rate. */
export function pauseAfter({ details }: ApplicationFailure): number | undefined {
  const { code, retryAfterMs } = (details?.[0] ?? {}) as Partial<SlackFailureDetails>;
  return code === RATE_LIMITED ? (retryAfterMs ?? RATE_LIMIT_PAUSE_MS) : undefined;
}

export function rejected(code: string, message: string): ApplicationFailure {
  const details: SlackFailureDetails = { code };
  return ApplicationFailure.create({ type: 'SlackRejected', message, details: [details], nonRetryable: true });
}

/** Whether Slack has it is not known. */
export function unknownOutcome(message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: 'SlackOutcomeUnknown', message, nonRetryable: true });
}

/**
 * What a failed call of chat.postMessage, chat.update or chat.postEphemeral means for the post: `SlackRejected` (it will
 * never go through), `SlackNotPosted` (it certainly did not, try again) or an unknown outcome. Nothing of the post's
 * words gets into the failure.
 */
export function postFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof WebAPIRateLimitedError) {
    return rateLimited('Slack limits the rate of posts.', error.retryAfter * 1000);
  }
  if (error instanceof WebAPIPlatformError) return refused(error);
  if (error instanceof WebAPIHTTPError) return httpFailure(error.statusCode);
  if (error instanceof WebAPIRequestError) {
    const code = codeBeforeTheWrite(error.original);
    return code === undefined
      ? unknownOutcome(`The connection to Slack broke (${error.original.name}).`)
      : notPosted('connection', `Slack cannot be reached (${code}).`);
  }
  if (error instanceof Error && error.message.startsWith('Retry header did not contain')) {
    return rateLimited('Slack limits the rate of posts.', RATE_LIMIT_PAUSE_MS);
  }
  return unknownOutcome('The call of Slack failed in an unexpected way.');
}

function refused({ data }: WebAPIPlatformError): ApplicationFailure {
  const { error: code } = data;
  // A page instead of an answer arrives here as well: a proxy's, or Slack's own in trouble.
  if (!/^[a-z][a-z0-9_]*$/.test(code)) return unknownOutcome('Slack answered with something else than its API.');
  if (SLACK_IN_TROUBLE.has(code)) return unknownOutcome(`Slack is in trouble (${code}).`);
  if (RATE_LIMITS.has(code)) return rateLimited(`Slack limits the rate of posts (${code}).`, pause(data));
  if (FOR_THE_OPERATOR.has(code)) {
    return notPosted(code, `Slack refuses the app (${code}): correct it in Slack.`, OPERATOR_PAUSE_MS);
  }
  const where = (data.response_metadata?.messages ?? []).map((message) => /\[json-pointer:[^\]]*\]/.exec(message)?.[0]);
  return rejected(code, [`Slack refuses the post (${code})`, ...where.filter(Boolean)].join(' '));
}

const pause = (data: WebAPIPlatformError['data']): number =>
  (data.response_metadata?.retryAfter ?? RATE_LIMIT_PAUSE_MS / 1000) * 1000;

function httpFailure(status: number): ApplicationFailure {
  if (status === 413) return rejected('too_large', 'Slack refuses the post: it is too large (HTTP 413).');
  if (status >= 400 && status < 500 && status !== 408) {
    return notPosted(`http_${status}`, `Slack refuses the call (HTTP ${status}).`, OPERATOR_PAUSE_MS);
  }
  return unknownOutcome(`Slack answered HTTP ${status}.`);
}

// fetch wraps what happened in `cause`; several addresses tried make an AggregateError.
function codeBeforeTheWrite(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, syscall, errors, cause } = error as NodeJS.ErrnoException & { errors?: unknown[]; cause?: unknown };
  if (code !== undefined && (BEFORE_THE_WRITE.has(code) || (code === 'ETIMEDOUT' && syscall === 'connect')))
    return code;
  return codeBeforeTheWrite(errors?.[0] ?? cause);
}
