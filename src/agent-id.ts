/** A Slack user id or the subject of another issuer. It becomes part of list filters; a mail address would be a name in them. */
export const isAgentId = (text: string): boolean => /^[\w.|:-]{1,128}$/.test(text);
