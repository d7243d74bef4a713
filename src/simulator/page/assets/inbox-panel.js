import { byId, el, sync } from './dom.js';
import { nameOf, numberOf, unusedNumber } from './store.js';
import { remember, remembered } from './memory.js';
import { badgeOf } from './words.js';

/** The list of conversations, side by side. `switchTo` looks at one. */
export function createInboxPanel(store, switchTo) {
  const { world } = store;
  let shown;
  const seen = remembered(world.facts.run, 'seen') ?? {};

  byId('new-customer').addEventListener('click', () => {
    switchTo(unusedNumber(world));
    byId('phone-text').focus();
  });

  // It stays in sight, also when the rows beside it grow or get less room.
  function keepInSight() {
    const { scrollWidth, clientWidth } = byId('inbox');
    const place = [world.phone, scrollWidth, clientWidth].join(' ');
    if (shown !== place) byId('inbox').querySelector('[aria-current]')?.scrollIntoView({ inline: 'nearest' });
    shown = place;
  }
  new ResizeObserver(keepInSight).observe(byId('inbox'));

  // What is on the screen has been seen.
  function markSeen() {
    if (world.messages.length === 0 || seen[world.phone] === world.messages.length) return;
    seen[world.phone] = world.messages.length;
    remember(world.facts.run, 'seen', seen);
  }

  return {
    draw() {
      markSeen();
      const isKnown = world.inbox.some(({ phone }) => phone === world.phone);
      const here = { phone: world.phone, name: world.profile?.name ?? 'New customer', messages: 0 };
      const rows = isKnown ? world.inbox : [...world.inbox, here];
      sync(
        byId('inbox'),
        rows.map((row) => rowItem(row, isNamesake(row, rows), { world, seen, switchTo })),
      );
      keepInSight();
    },
  };
}

const isNamesake = (row, rows) => rows.some(({ name, phone }) => name === row.name && phone !== row.phone);

function rowItem(row, namesake, { world, seen, switchTo }) {
  const here = row.phone === world.phone;
  const unread = here ? 0 : Math.max(0, row.messages - (seen[row.phone] ?? 0));
  const badge = badgeOf(row, (id) => nameOf(world, id).split(' ')[0]);
  return {
    key: row.phone,
    look: JSON.stringify([row.name, namesake, here, unread, badge]),
    make: () =>
      el(
        'li',
        {},
        el(
          `button.conversation.tone-${badge.tone}`,
          {
            type: 'button',
            title: numberOf(row.phone),
            'data-phone': row.phone,
            ...(here ? { 'aria-current': 'true' } : {}),
            onclick: () => switchTo(row.phone),
          },
          el(
            'span.conversation-name',
            {},
            row.name,
            namesake ? el('span.quiet', {}, ` ${row.phone.slice(-4)}`) : undefined,
          ),
          el('span.badge', {}, badge.text),
          unread > 0 ? el('span.unread', {}, String(unread), el('span.hidden', {}, ' unread')) : undefined,
        ),
      ),
  };
}
