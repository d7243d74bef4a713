import { checkedBlocks, checkedHome } from '../../src/simulator/slack/block-rules';
import { actionsIn, mentionsInBlocks, readableBlocks } from '../../src/simulator/slack/blocks';
import type { Json } from '../../src/simulator/slack/types';

const asJson = (blocks: readonly object[]): Json[] => JSON.parse(JSON.stringify(blocks)) as Json[];

/** The blocks as a person reads them; throws where Slack would refuse them. */
export function readBlocks(blocks: readonly object[]): string {
  let id = 0;
  return readableBlocks(
    checkedBlocks(asJson(blocks), () => `id${(id += 1)}`),
    (user) => user,
  );
}

/** A Home tab likewise. */
export function readHome(view: object): string {
  let id = 0;
  const { blocks } = checkedHome(JSON.parse(JSON.stringify(view)), () => `id${(id += 1)}`) as { blocks: Json[] };
  return readableBlocks(blocks, (user) => user);
}

/** Labels of the buttons, in order. */
export const buttonsOf = (blocks: readonly object[]): { label: string; actionId: string; value: unknown }[] =>
  actionsIn(asJson(blocks)).map(({ label, actionId, value = 'null' }) => ({
    label,
    actionId,
    value: JSON.parse(value) as unknown,
  }));

/** Everybody whom the blocks would notify. */
export const notifiedBy = (blocks: readonly object[]): string[] => mentionsInBlocks(asJson(blocks));

/** Every text object in the blocks that Slack reads as markup. */
export function markupIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(markupIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = value as { type?: unknown; text?: unknown };
  const here = own.type === 'mrkdwn' || own.type === 'markdown' ? [String(own.text)] : [];
  return [...here, ...Object.values(value).flatMap(markupIn)];
}
