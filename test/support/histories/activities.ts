import type { OpeningHours } from '../../../workflows/conversation/settings';
import { scriptedActivities } from '../conversation-rig';
import { classification, draftOf } from '../driver';
import { productSettings } from '../settings';

const MINUTE = 60_000;

/** What happens depends on the words in brackets that customers write. */
export const { activities, sends, posts } = scriptedActivities(() => productSettings({ quiet: 0 }), {
  draft: async ({ messages }) => {
    const answer = { text: `answer to: ${messages.join(' / ')}`, basis: messages.join() };
    const unknown = messages.some((text) => text.includes('[unknown]'));
    return draftOf(unknown ? { answerable: false, text: '', basis: 'none' } : answer);
  },
  classify: async ({ messages }) => {
    const refund = messages.some((text) => text.includes('refund'));
    if (messages.some((text) => text.includes('[slow]'))) await new Promise((resolve) => setTimeout(resolve, 2000));
    const few = messages.some((text) => text.includes('[few]'));
    const held = messages.some((text) => text.includes('[held]'));
    const closed = messages.some((text) => text.includes('[closed]'));
    const weekend = messages.some((text) => text.includes('[weekend]'));
    const unknown = messages.some((text) => text.includes('[unknown]'));
    const settings = productSettings({
      quiet: 0,
      ...(unknown && { askTeam: true, askTeamMs: 3 * MINUTE }),
      ...(few && { maxEvents: 60 }),
      ...(held && { holdMs: 5_000 }),
      ...(closed && { opening: opensInTwoHours() }),
      ...(weekend && { opening: opensAfterTheWeekend() }),
    });
    return classification(settings, refund ? { intent: 'refund_request', wantsAction: true } : {});
  },
});

/** Nobody works for two days from now on, and it is always day. */
function opensAfterTheWeekend(): OpeningHours {
  const from = Math.floor(Date.now() / MINUTE) * MINUTE;
  return { from, minutes: 5 * 24 * 60, open: [[2880, 3600]], day: [0, 1440] };
}

/** Nobody works for two hours from now on, then for eight. */
function opensInTwoHours(): OpeningHours {
  const from = Math.floor(Date.now() / MINUTE) * MINUTE;
  return { from, minutes: 3 * 24 * 60, open: [[120, 600]] };
}
