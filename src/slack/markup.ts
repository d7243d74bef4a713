import { escapeMarkup } from './sentences';

/** A moment in the reader's own time zone (docs.slack.dev, formatting message text). `at`: ms UTC. */
export const momentMarkup = (at: number): string =>
  `<!date^${Math.floor(at / 1000)}^{date_short_pretty}, {time}|${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC>`;

export const linkMarkup = (url: string, words: string): string => `<${escapeMarkup(url)}|${escapeMarkup(words)}>`;

/** A message of Slack's, for whoever is in its workspace. */
export const messageMarkup = ({ channel, ts }: { channel: string; ts: string }, words: string): string =>
  linkMarkup(`https://slack.com/archives/${channel}/p${ts.replace('.', '')}`, words);
