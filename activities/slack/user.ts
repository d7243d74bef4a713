/**
 * Whether an agent's id is one of Slack's (docs.slack.dev, users): who signs in at another issuer has none there, and Slack
 * refuses or misreads a mention of his id.
 */
export const isSlackUser = (agentId: string): boolean => /^[UW][A-Z0-9_]+$/.test(agentId);
