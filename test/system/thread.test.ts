import { THANDI } from '../support/scene';
import { useShift } from '../support/shift';
import { until } from '../support/until';

const shift = useShift({ BATON_HOLD_MS: undefined, AGENT_NAMES: undefined });

test('when an agent deletes or edits what he wrote within the moment, the customer reads only what is left, and the agent sees who got it', async () => {
  const { claimed, write, control, card, reads, requests, system, conversation } = shift();
  const phone = await claimed(THANDI);
  const change = (method: 'PUT' | 'DELETE', ts: unknown, body: object = {}) =>
    control.call(method, `/control/slack/messages/${String(ts)}`, { user: THANDI, ...body });

  const wrong = await write(phone, THANDI, 'This belongs to another customer');
  await change('DELETE', wrong['ts']);
  const price = await write(phone, THANDI, 'The part costs R10');
  system.outputs.remember('The part costs R100');
  await change('PUT', price['ts'], { text: 'The part costs R100' });
  expect((await reads(phone, /costs R100$/)).text).toBe('*Thandi*: The part costs R100');

  const shown = await until(
    () => card(phone),
    ({ replies }) => replies.find(({ ts }) => ts === price['ts'])?.reactions?.includes('eyes') === true,
  );
  expect(shown.replies.find(({ ts }) => ts === price['ts'])?.reactions).toEqual(['white_check_mark', 'eyes']);
  const told = (await control.ephemerals(THANDI)).map(({ text }) => text);
  expect(told).toContainEqual(expect.stringMatching(/^Not sent: /));
  expect(told).toContainEqual(expect.stringMatching(new RegExp(`Delivered to .+ \\(••••• ${phone.slice(-4)}\\)`)));
  expect((await requests(phone)).filter(({ author }) => author === 'agent')).toHaveLength(1);

  await change('PUT', price['ts'], { text: 'The part costs R1000' });
  await until(
    () => control.ephemerals(THANDI),
    (all) => all.some(({ text }) => text.includes('gone out already')),
  );
  const { transcript } = await conversation(phone, (now) => now.transcript.at(-1)?.delivery === 'read');
  expect(transcript.at(-1)?.text).toBe('The part costs R100');
});
