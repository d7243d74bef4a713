import { el, icon, refill, timeOf } from './dom.js';
import { blocksOf, mrkdwn } from './slack-blocks.js';

/** The channel with its threads, as `person` sees it. */
export function showSlack(list, screen, view) {
  const people = new Map(screen.people.map(({ id, name }) => [id, name]));
  const seen = screen.ephemerals.filter(({ user, ts }) => user === view.person && !view.dismissed.has(ts));
  const inThread = (ts) => seen.filter(({ thread_ts }) => thread_ts === ts);
  const known = new Set(screen.messages.map(({ ts }) => ts));
  const show = (message, kind) => messageOf(message, kind, { people, screen, view });

  const threads = screen.messages.map((message) => {
    const replies = [...message.replies, ...inThread(message.ts).map(asEphemeral)].sort(byTime);
    const isTarget = view.thread === message.ts;
    return el(
      `li.thread${isTarget ? '.target-thread' : ''}`,
      { id: `p${message.ts.replace('.', '')}` },
      show(message, 'root'),
      replies.length > 0
        ? el(
            'ol.replies',
            {},
            replies.map((reply) => show(reply, 'reply')),
          )
        : undefined,
      el(
        'button.answer',
        { type: 'button', onclick: () => view.choose(isTarget ? undefined : message.ts), 'aria-pressed': isTarget },
        isTarget ? 'Writing in this thread' : 'Reply in thread',
      ),
    );
  });
  const alone = seen.filter(({ thread_ts }) => !known.has(thread_ts)).map(asEphemeral);
  const items = [...threads, ...alone.map((message) => el('li.thread', {}, show(message, 'root')))];
  if (items.length === 0)
    items.push(el('li.empty', {}, 'Nothing here yet. A handoff posts its card into this channel.'));
  refill(list, items);
}

const byTime = (one, other) => (one.ts < other.ts ? -1 : 1);
const asEphemeral = (message) => ({ ...message, ephemeral: true });

function messageOf(message, kind, { people, screen, view }) {
  const isApp = message.ephemeral || message.user === undefined;
  const name = isApp ? screen.bot : (people.get(message.user) ?? message.user);
  const press = (button) => view.press(message, button);
  const content =
    isApp && message.blocks.length > 0
      ? blocksOf(message, people, press)
      : [el('p', {}, mrkdwn({ type: 'plain_text', text: message.text }, people))];
  return el(
    `${kind === 'reply' ? 'li' : 'div'}.message${message.ephemeral ? '.ephemeral' : ''}`,
    { 'data-ts': message.ts },
    el(`span.face${isApp ? '.app' : ''}`, {}, isApp ? icon('robot') : initials(name)),
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
        message.ephemeral ? el('span.quiet', {}, 'Only visible to you') : undefined,
        message.ephemeral ? dismissButton(message, view) : undefined,
      ),
      content,
      (message.files ?? []).map(({ name: file }) => el('p.file', {}, icon('clip'), file)),
      (message.reactions ?? []).map((reaction) => el('span.reaction', {}, `:${reaction}:`)),
    ),
  );
}

const dismissButton = ({ ts }, view) =>
  el('button.dismiss', { type: 'button', title: 'Dismiss', onclick: () => view.dismiss(ts) }, icon('close'));

const initials = (name) =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('');
