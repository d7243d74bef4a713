import { LogLevel, WebClient, type Logger } from '@slack/web-api';

/** How long one call may take, ms. It has to fit into the activity's own time limit. */
export const SLACK_TIMEOUT_MS = 8_000;

// The client's own log lines may quote what was sent; failures reach the operator as failures of the activity.
const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

/**
 * A Slack client that makes one attempt and tells what became of it: no retries, no waiting in a queue behind another
 * channel's rate limit. `apiUrl`: base URL of the Web API. docs.slack.dev, Node Slack SDK, Web API.
 */
export function createSlackClient(options: { token: string; apiUrl: string }): WebClient {
  return new WebClient(options.token, {
    slackApiUrl: options.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: SLACK_TIMEOUT_MS,
    logger: SILENT,
  });
}
