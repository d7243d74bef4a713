import type { Request } from 'express';
import { jsonBody, type Answer } from '../edge';
import type { SlackContext } from './context';
import { change, checkedContent, post, showEphemeral } from './methods/chat';
import { randomId, type ResponseTarget } from './state';
import { SlackRefusal, type Json } from './types';

const LIVES_MS = 30 * 60_000;
const USES = 5;

/** Hands out a `response_url`: five uses, thirty minutes (docs.slack.dev, handling user interaction). */
export function createResponseUrl(
  context: SlackContext,
  target: Omit<ResponseTarget, 'expiresAt' | 'usesLeft'>,
): string {
  const id = randomId();
  context.state.responses.set(id, { ...target, expiresAt: context.now() + LIVES_MS, usesLeft: USES });
  return responseUrl(context, id);
}

export const responseUrl = ({ origin }: SlackContext, id: string): string => `${origin()}/slack/response/${id}`;

/** Answers one POST to a `response_url`. */
export function respond(context: SlackContext, id: string, request: Request): Answer {
  const target = context.state.responses.get(id);
  if (!target || context.now() > target.expiresAt) return { status: 404, body: { ok: false, error: 'expired_url' } };
  if (target.usesLeft === 0) return { status: 404, body: { ok: false, error: 'used_url' } };
  const body = jsonBody(request);
  if (typeof body !== 'object' || body === null) return { status: 400, body: { ok: false, error: 'invalid_payload' } };
  try {
    applyResponse(context, target, body as Json);
    target.usesLeft -= 1;
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    return { status: 400, body: { ok: false, error: error.code, ...error.details } };
  }
}

/** Does what a response asks for: to a `response_url`, or as the body of the answer to a slash command. */
export function applyResponse(
  context: SlackContext,
  target: Omit<ResponseTarget, 'expiresAt' | 'usesLeft'>,
  body: Json,
): void {
  const original = target.messageTs === undefined ? undefined : context.state.find(target.messageTs);
  if (body.delete_original === true || body.delete_original === 'true') {
    if (original) context.state.drop(original);
    context.changed();
    return;
  }
  const content = checkedContent(body);
  if ((body.replace_original === true || body.replace_original === 'true') && original) {
    change(context, original, content);
    return;
  }
  const threadTs = typeof body.thread_ts === 'string' ? body.thread_ts : undefined;
  if (body.response_type === 'in_channel') post(context, content, threadTs === undefined ? {} : { threadTs });
  else showEphemeral(context, target.user, content, threadTs, target.cause);
}
