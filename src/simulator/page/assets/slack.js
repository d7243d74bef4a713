import { el, sync, syncLog } from './dom.js';
import { icon } from './icons.js';
import { blocksOf, mrkdwn } from './slack-blocks.js';
import { ownButtons } from './slack-own.js';
import { timeOf } from './time.js';

/**
 * The channel with its threads, as `view.person` sees it: what only somebody else may see is not there, and a message
 * that the app has changed has the buttons that it has now.
 */
export function showSlack(list, screen, view) {
  const people = new Map(screen.people.map(({ id, name }) => [id, name]));
  const seen = screen.ephemerals.filter(({ user, ts }) => user === view.person && !view.dismissed.has(ts));
  const known = new Set(screen.messages.map(({ ts }) => ts));
  const context = { people, screen, view };

  const threads = screen.messages.map((message) => {
    const mine = seen.filter(({ thread_ts }) => thread_ts === message.ts).map(asEphemeral);
    return threadItem(message, [...message.replies, ...mine].sort(byTime), context);
  });
  const alone = seen.filter(({ thread_ts }) => !known.has(thread_ts)).map(asEphemeral);
  const items = [...threads, ...alone.map((message) => threadItem(message, [], context))].sort((one, other) =>
    one.key < other.key ? -1 : 1,
  );
  if (items.length === 0) {
    const hint = 'Nothing here yet. When a conversation needs a person, its card appears here.';
    items.push({ key: 'empty', look: '', make: () => el('div.empty', {}, icon('people'), el('p', {}, hint)) });
  }
  syncLog(list, items);
}

const byTime = (one, other) => (one.ts < other.ts ? -1 : 1);
const asEphemeral = (message) => ({ ...message, ephemeral: true });

// The thread stays the same element while it grows; only what is new in it is made.
function threadItem(message, replies, context) {
  const isTarget = context.view.thread === message.ts;
  const { ts } = message;
  const parts = [
    messageItem(message, 'div', context),
    ...(replies.length > 0 ? [repliesItem(replies, context)] : []),
    ...(message.ephemeral ? [] : [answerItem(ts, isTarget, context)]),
  ];
  return {
    key: ts,
    look: JSON.stringify([isTarget, parts.map(({ look }) => look)]),
    make(before) {
      const node = before ?? el('div.thread', { 'data-thread': ts });
      node.classList.toggle('target-thread', isTarget);
      sync(node, parts);
      return node;
    },
  };
}

function repliesItem(replies, context) {
  const items = replies.map((reply) => messageItem(reply, 'li', context));
  return {
    key: 'replies',
    look: JSON.stringify(items.map(({ look }) => look)),
    make(before) {
      const list = before ?? el('ol.replies');
      sync(list, items);
      return list;
    },
  };
}

function answerItem(ts, isTarget, { view }) {
  const words = isTarget ? 'Writing in this thread' : 'Reply in thread';
  const choose = () => view.choose(isTarget ? undefined : ts);
  return {
    key: 'answer',
    look: words,
    make: () => el('button.answer', { type: 'button', onclick: choose, 'aria-pressed': String(isTarget) }, words),
  };
}

const messageItem = (message, tag, context) => ({
  key: message.ts,
  look: JSON.stringify([message, isOwn(message, context)]),
  make: () => messageOf(message, tag, context),
});

const isOwn = ({ ephemeral, user }, { view }) => !ephemeral && user === view.person;

function messageOf(message, tag, context) {
  const { people, screen, view } = context;
  const isApp = message.ephemeral || message.user === undefined;
  const name = isApp ? screen.bot : (people.get(message.user) ?? message.user);
  const press = (button) => view.press(message, button);
  const content =
    isApp && message.blocks.length > 0
      ? blocksOf(message, people, press)
      : [el('p', {}, mrkdwn({ type: 'plain_text', text: message.text }, people))];
  return el(
    `${tag}.message${message.ephemeral ? '.ephemeral' : ''}`,
    { 'data-ts': message.ts, id: message.ephemeral ? undefined : `ts-${message.ts}` },
    message.ephemeral ? el('p.only-you', {}, icon('lock'), 'Only visible to you', dismissButton(message, view)) : '',
    el(`span.face${isApp ? '.app' : `.face-${message.user}`}`, {}, isApp ? icon('robot') : initials(name)),
    el(
      'div.body',
      {},
      el(
        'p.meta',
        {},
        el('strong', {}, name),
        isApp ? el('span.tag', {}, 'APP') : undefined,
        el('time', {}, timeOf(Number(message.ts) * 1000)),
        message.edited && !isApp ? el('span.quiet', {}, 'edited') : undefined,
        message.broadcast ? el('span.quiet', {}, 'also in the channel') : undefined,
        isOwn(message, context) ? ownButtons(message, content, view) : undefined,
      ),
      content,
      (message.files ?? []).map(fileOf),
      message.reactions?.length ? el('p.reactions', {}, message.reactions.map(reactionSign)) : undefined,
    ),
  );
}

const PICTURE = /\.(jpe?g|png|webp)$/i;

/** A picture with its name below; of everything else the name. */
const fileOf = ({ id, name }) =>
  el('figure.attachment', {}, [
    PICTURE.test(name) ? el('img', { src: `control/slack/files/${id}`, alt: '' }) : undefined,
    el('figcaption.file', {}, icon('clip'), name),
  ]);

const REACTIONS = { white_check_mark: ['done', 'Delivered'], eyes: ['eye', 'Read'], x: ['failed', 'Not delivered'] };

const reactionSign = (name) => el('span.reaction', {}, REACTIONS[name] ? icon(...REACTIONS[name]) : `:${name}:`);

const dismissButton = ({ ts }, view) =>
  el('button.dismiss', { type: 'button', title: 'Dismiss', onclick: () => view.dismiss(ts) }, [
    icon('close'),
    el('span.hidden', {}, 'Dismiss'),
  ]);

const initials = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('');
