import { spawn } from 'node:child_process';
import type { Environment } from '../config';
import { usesRealModel } from './environment';
import type { DemoFacts } from './facts';

export type Engine = 'openai' | 'local';

export const engineOf = ({ ASSISTANT }: Environment): Engine => (ASSISTANT === 'local' ? 'local' : 'openai');

function assistantLine(outer: Environment): string {
  if (engineOf(outer) === 'local') return 'the local engine, without a model';
  if (usesRealModel(outer))
    return `the model behind your OPENAI_API_KEY${outer['OPENAI_MODEL'] ? ` (${outer['OPENAI_MODEL']})` : ''}`;
  return 'a simulated model that answers from knowledge/ (set OPENAI_API_KEY for a real one)';
}

/** What somebody reads in the terminal when everything answers. */
export function welcome({ page, gateway, simulator, temporal }: DemoFacts, outer: Environment, logs: string): string {
  const messages = `${simulator}/control/customers/27825551234/messages`;
  return `
Baton is running. Everything is on this computer, nothing needs an account.

  Phone and Slack  ${page}
  Desk page        ${gateway}/desk
  Temporal UI      ${temporal.ui}
  Assistant        ${assistantLine(outer)}
  Logs             ${logs}

Without a browser, a customer writes and reads like this:

  curl ${messages} -H 'content-type: application/json' -d '{"text":"What are your trading hours?"}'
  curl ${messages}

Ctrl-C ends everything.`;
}

/** Shows the page to somebody who sits in front of it, and to nobody else. A browser that does not open is no failure. */
export function openBrowser(page: string, outer: Environment): void {
  if (!process.stdout.isTTY || outer['CI'] || outer['SSH_CONNECTION']) return;
  const [command, ...args] = opener(page, outer);
  if (command === undefined) return;
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

function opener(page: string, { DISPLAY, WAYLAND_DISPLAY }: Environment): string[] {
  if (process.platform === 'darwin') return ['open', page];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', page];
  return DISPLAY || WAYLAND_DISPLAY ? ['xdg-open', page] : [];
}
