import { snapshot } from '../../../workflows/conversation/view';
import { fateOf } from '../../../src/desk/late-words';
import { closeAll } from '../../support/http';
import { AT, claimed, CONVERSATION, createVisitor, startDesk } from '../../support/desk';
import { createDriver, PIETER, THANDI, type Driver } from '../../support/driver';
import { PATIENT } from '../../support/settings';

afterEach(closeAll);

const PAGE = `/desk/conversations/${CONVERSATION}`;
const MESSAGES = `${PAGE}/messages`;
const HTMX = { 'hx-request': 'true' };
const DAY = 24 * 60 * 60_000;

const HELD = { id: 'C1:17.5', name: 'Thandi', text: 'Your <money> is on its way' };
const PARKED = { id: 'p-run-3', name: 'Pieter', at: AT, text: 'It ships today' };
const KEPT = { held: [HELD], parked: [PARKED] };

async function signedIn(change: Parameters<typeof claimed>[0], id = 'U_THANDI') {
  const desk = await startDesk();
  desk.world.snapshot = claimed(change);
  const visitor = createVisitor(desk.url);
  await visitor.signIn(id);
  const { text } = await visitor.get(PAGE);
  const below = text.slice(text.indexOf('id="parked"'), text.indexOf('id="suggestion"'));
  const buttons = [...below.matchAll(/data-command="(\w+)"[^]*?<button[^>]*>([^<]*)</g)].map(
    ([, kind, label]) => `${kind}: ${label}`,
  );
  /** The fields of the form for this command on what is kept under this id. */
  const fields = (kind: string, heldId: string): Record<string, string> => {
    const forms = below.match(/<form[^]*?<\/form>/g) ?? [];
    const form = forms.find((one) => one.includes(`commands/${kind}"`) && one.includes(`value="${heldId}"`)) ?? '';
    const inputs = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
    return Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]));
  };
  return { ...desk, visitor, below, buttons, fields };
}

describe('what agents have written and the customer has not got', () => {
  it.each([
    ['she has the conversation', {}, 'sendHeld: Send it'],
    ['the assistant has it', { mode: 'active' as const, handoff: 'none' as const }, 'takeOver: Take over and send'],
    ['nobody has it', { handoff: 'waiting' as const, agent: undefined }, 'takeOver: Take over and send'],
    ['a colleague has it', { agent: PIETER }, undefined],
  ])('when %s, then what is held can be sent only by that, or kept as a note', async (_how, change, send) => {
    const { below, buttons } = await signedIn({ ...KEPT, ...(change as Parameters<typeof claimed>[0]) });
    expect(below).toContain('<b>Thandi</b> Your &lt;money&gt; is on its way');
    expect(buttons).toEqual([...(send ? [send] : []), 'keepAsNote: Keep as note', 'keepAsNote: Keep as note']);
  });

  it('when an operator reads along, then he sees the words and no button', async () => {
    const { below, buttons } = await signedIn(KEPT, 'U_BOSS');
    expect(below).toContain('It ships today');
    expect(buttons).toEqual([]);
  });

  it('when the buttons are pressed, then each names its message, and twice is once', async () => {
    const { visitor, agentGateway, fields } = await signedIn(KEPT);
    const press = (kind: string, id: string) => visitor.post(`${PAGE}/commands/${kind}`, fields(kind, id));
    await press('sendHeld', HELD.id);
    await press('keepAsNote', HELD.id);
    await press('keepAsNote', PARKED.id);
    await press('keepAsNote', PARKED.id);
    expect(agentGateway.commands.map(({ command }) => [command.updateId, command.kind, command.heldId])).toEqual([
      ['desk:U_THANDI:sendHeld:run.1:C1:17.5', 'sendHeld', 'C1:17.5'],
      ['desk:U_THANDI:keepAsNote:run.1:C1:17.5', 'keepAsNote', 'C1:17.5'],
      ['desk:U_THANDI:keepAsNote:run.1:p-run-3', 'keepAsNote', 'p-run-3'],
      ['desk:U_THANDI:keepAsNote:run.1:p-run-3', 'keepAsNote', 'p-run-3'],
    ]);
  });

  it('when she takes over by sending what is held, then the takeover names it', async () => {
    const { visitor, agentGateway, fields } = await signedIn({ ...KEPT, mode: 'active', handoff: 'none' });
    await visitor.post(`${PAGE}/commands/takeOver`, fields('takeOver', HELD.id));
    expect(agentGateway.commands.map(({ command }) => [command.kind, command.heldId])).toEqual([['takeOver', HELD.id]]);
  });

  it.each(['sendHeld', 'keepAsNote'])('when %s names no message, then nothing is sent', async (kind) => {
    const { visitor, agentGateway, fields } = await signedIn(KEPT);
    const { heldId: _, ...rest } = fields(kind, HELD.id);
    expect((await visitor.post(`${PAGE}/commands/${kind}`, rest, HTMX)).text).toContain('This page is out of date');
    expect(agentGateway.commands).toEqual([]);
  });
});

describe('words after WhatsApp’s 24 hours', () => {
  const late = { windowEndsAt: AT - 1 };
  const words = 'It is on its way';
  const parked = [{ id: 'p-1', name: 'thandi', at: AT, text: words }];

  const writing = async (then: ReturnType<typeof claimed> | 'away') => {
    const desk = await signedIn(late);
    desk.world.then = then;
    const form = await desk.visitor.form('messages');
    return { ...desk, form: { ...form, text: words, as: 'reply' } as Record<string, string> };
  };

  it.each([
    ['keeps them', claimed({ ...late, parked }), 'your words wait until the customer writes'],
    ['has been written to meanwhile', claimed(), 'On its way to the customer.'],
    ['cannot be asked', 'away' as const, 'what waits until the customer writes stands above the field'],
  ])('when the conversation %s, then the agent reads so and has room for more', async (_how, then, sentence) => {
    const { visitor, form } = await writing(then);
    const { text } = await visitor.post(MESSAGES, form, HTMX);
    expect(text).toContain(sentence);
    expect(text).toMatch(/>\n<\/textarea>/);
  });

  it.each([
    ['without JavaScript', {}, 409],
    ['with it', HTMX, 200],
  ])(
    'when too many wait already, then the agent reads %s that they were dropped, and keeps them under another name',
    async (_how, headers, expected) => {
      const { visitor, form } = await writing(claimed({ ...late, parked: [PARKED] }));
      const { status, text } = await visitor.post(MESSAGES, form, headers);
      expect(status).toBe(expected);
      expect(text).toContain('Not sent, and not kept: too many messages wait');
      expect(text).toMatch(new RegExp(`>\\n${words}</textarea>`));
      const [, nonce] = /name="nonce" value="([^"]+)"/.exec(text) ?? [];
      expect(nonce).toMatch(/^[\w-]{10,64}$/);
      expect(nonce).not.toBe(form['nonce']);
    },
  );
});

describe('the conversation that is asked what has become of words', () => {
  /** Thandi has it, and the customer has not written for a day. */
  function closed(): Driver {
    const driver = createDriver({
      ...PATIENT,
      remindAfterMs: 28 * DAY,
      alertAfterMs: 29 * DAY,
      inactivityMs: 40 * DAY,
    });
    driver.customer('I want my money back');
    driver.classify({ intent: 'refund_request', wantsAction: true });
    driver.settle();
    driver.command('takeOver');
    driver.settle();
    driver.pass(DAY);
    driver.settle();
    return driver;
  }
  const fate = (driver: Driver, text: string, { name } = THANDI) =>
    fateOf(snapshot(driver.state(), driver.now()), name, text);

  it('when eight wait already, then the ninth was dropped and the eighth waits', () => {
    const driver = closed();
    for (let number = 1; number <= 9; number += 1) driver.agent(`Text ${number}`);
    driver.settle();
    expect([fate(driver, 'Text 8'), fate(driver, 'Text 9')]).toEqual(['parked', 'dropped']);
    const { parked = [] } = snapshot(driver.state(), driver.now());
    driver.command('keepAsNote', { heldId: parked[0]?.id ?? '' });
    driver.agent('Text 9');
    expect(fate(driver, 'Text 9')).toBe('parked');
  });

  it('when the assistant gets the conversation, then they are held, and the page can name them', () => {
    const driver = closed();
    driver.agent('Your money is on its way');
    driver.command('resume');
    driver.settle();
    expect(fate(driver, 'Your money is on its way')).toBe('held');
    const { held = [], parked } = snapshot(driver.state(), driver.now());
    expect(parked).toBeUndefined();
    driver.command('takeOver', { heldId: held[0]?.id ?? '' });
    driver.settle();
    expect(snapshot(driver.state(), driver.now())).toMatchObject({ parked: [{ text: 'Your money is on its way' }] });
    expect(snapshot(driver.state(), driver.now()).held).toBeUndefined();
  });

  it('when the customer has written meanwhile, then they go out; when a colleague has it, they stay inside', () => {
    const driver = closed();
    driver.agent('May I?', PIETER);
    driver.settle();
    expect(fate(driver, 'May I?', PIETER)).toBe('inside');
    driver.customer('Hello?');
    driver.agent('Here I am');
    driver.settle();
    expect(fate(driver, 'Here I am')).toBe('sent');
  });
});
