import { THANDI } from '../../support/scene';
import { titles, type Shift } from '../../support/shift';
import { until } from '../../support/until';

const MINUTE = 60_000;
const UNKNOWN = 'does the coffee machine take nespresso pods';
const WAITS = /Our team has your request/;
const ASKED = /keep waiting for them, or ask the assistant/;
const TOLD = /\[Ask the assistant\] that is out of date/;

export function taps(shift: () => Shift): void {
  /** The ids of every button with this title that the phone shows, oldest first. */
  const ids = async (phone: string, title: string): Promise<string[]> =>
    (await shift().received(phone)).flatMap(({ buttons = [] }) =>
      buttons.filter((button) => button.title === title).map(({ id }) => id),
    );
  const idOf = async (phone: string, title: string): Promise<string> => (await ids(phone, title)).at(-1)!;
  const count = async (phone: string, pattern: RegExp): Promise<number> =>
    (await shift().received(phone)).filter(({ text }) => pattern.test(text)).length;

  /** How often the thread says this: what comes within three seconds is one post. */
  async function saidIn(phone: string, words: RegExp): Promise<number> {
    const texts = (await shift().lines(phone, words)).map(({ text }) => text);
    return [...texts.join('\n').matchAll(new RegExp(words, 'g'))].length;
  }

  /** Taps, and only the thread hears it: the customer is sent nothing, and who may speak stays as it is. */
  async function onlyHeard(phone: string, button: string, words: RegExp): Promise<void> {
    const { system, taps, requests } = shift();
    const before = { ...(await system.snapshot(phone)), sent: (await requests(phone)).length };
    const heard = await saidIn(phone, words);
    const { mode, handoff, epoch, handoffNumber } = await taps(phone, button);
    expect({ mode, handoff, epoch, handoffNumber }).toEqual({
      mode: before.mode,
      handoff: before.handoff,
      epoch: before.epoch,
      handoffNumber: before.handoffNumber,
    });
    expect(await requests(phone)).toHaveLength(before.sent);
    await until(
      () => saidIn(phone, words),
      (times) => times === heard + 1,
    );
  }

  it('when it is [Yes, connect me] while people have the conversation, they see it and no turn comes of it', async () => {
    const { system, answerTo, card, cards, says, takeOver, clickCard, reads, quiet, sends } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, UNKNOWN);
    const connect = await idOf(phone, 'Yes, connect me');
    await says(phone, 'I want a refund');
    await card(phone, /summary/);
    await quiet(phone);
    await onlyHeard(phone, connect, /Yes, connect me/);
    await takeOver(phone);
    await quiet(phone);
    await onlyHeard(phone, connect, /Yes, connect me/);
    await clickCard(phone, THANDI, 'hand_back');
    await reads(phone, /assistant is back/);
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'waiting' });
    expect(await sends(phone, 'assistant')).toHaveLength(1);
    expect(await cards(phone)).toHaveLength(1);
  });

  it('when it is [Yes, connect me] after half an hour of waiting, he hears that his request is there', async () => {
    const { system, answerTo, card, says, passes, taps } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, UNKNOWN);
    await says(phone, 'I want a refund');
    await card(phone, /summary/);
    await passes(phone, 35 * MINUTE);
    await taps(phone, 'Yes, connect me');
    expect(await count(phone, WAITS)).toBe(1);
    expect(await shift().cards(phone)).toHaveLength(1);
  });

  it('when it is [No, thanks] of an earlier offer, the newer one stays open', async () => {
    const { system, answerTo, taps, passes, requests, says, card } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, UNKNOWN);
    await taps(phone, 'No, thanks');
    await passes(phone, 31 * MINUTE);
    const offer = await answerTo(phone, 'what temperature does the yoghurt maker hold');
    expect(titles(offer)).toEqual(['Yes, connect me', 'No, thanks']);
    const [earlier] = await ids(phone, 'No, thanks');
    const before = (await requests(phone)).length;
    expect(await taps(phone, earlier!)).toMatchObject({ mode: 'active', handoff: 'none' });
    expect(await requests(phone)).toHaveLength(before);
    expect((await says(phone, 'yes')).reason).toBe('offer_accepted');
    await card(phone, /accepted the offer/);
    await shift().quiet(phone);
    await onlyHeard(phone, earlier!, /No, thanks/);
  });

  it('when it is [Ask the assistant] of an earlier notice, fresh buttons come and only they count', async () => {
    const { claimed, clickCard, card, says, taps, lines, quiet, received } = shift();
    const phone = await claimed();
    await clickCard(phone, THANDI, 'resolve');
    await card(phone, /Resolved/);
    await says(phone, 'I want a refund');
    await card(phone, /Waiting for an agent/);
    await quiet(phone);
    const shown = await ids(phone, 'Ask the assistant');
    expect(shown).toHaveLength(2);
    const { length } = await received(phone);
    expect(await taps(phone, shown[0]!)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    expect(await lines(phone, TOLD)).toHaveLength(1);
    expect(await count(phone, WAITS)).toBe(1);
    const fresh = await idOf(phone, 'Ask the assistant');
    expect(shown).not.toContain(fresh);
    expect(await taps(phone, shown[1]!)).toMatchObject({ mode: 'paused', handoff: 'waiting' });
    expect(await received(phone)).toHaveLength(length + 2);
    await taps(phone, 'Ask the assistant');
    expect(await quiet(phone)).toMatchObject({ mode: 'active', handoff: 'waiting' });
    for (const id of [...shown, fresh]) expect((await taps(phone, id)).mode).toBe('active');
    // That it helps now is told once.
    expect(await received(phone)).toHaveLength(length + 3);
  });

  it('when it is [Ask the assistant] while an agent has the conversation, only the thread hears it', async () => {
    const { claimed, replies } = shift();
    const phone = await claimed();
    await onlyHeard(phone, 'Ask the assistant', TOLD);
    await replies(phone, 'I am here');
    await onlyHeard(phone, 'Ask the assistant', TOLD);
  });

  it('when it is [Ask the assistant] of before in a conversation that waits for a confirmation, he is asked again', async () => {
    const { claimed, says, passes, taps, reads, quiet, sends } = shift();
    const phone = await claimed();
    await says(phone, 'What are your trading hours?');
    const [ofNotice] = await ids(phone, 'Ask the assistant');
    expect((await passes(phone, 31 * MINUTE)).mode).toBe('confirming');
    expect((await taps(phone, ofNotice!)).mode).toBe('confirming');
    expect(await count(phone, ASKED)).toBe(1);
    await passes(phone, 15 * MINUTE);
    expect(await count(phone, ASKED)).toBe(1);
    const ofFirst = await idOf(phone, 'Ask the assistant');
    expect((await taps(phone, ofNotice!)).mode).toBe('confirming');
    expect((await taps(phone, ofFirst)).mode).toBe('confirming');
    expect(await count(phone, ASKED)).toBe(3);
    expect(await sends(phone, 'assistant')).toEqual([]);
    await taps(phone, 'Ask the assistant');
    await reads(phone, /08:00/);
    expect((await quiet(phone)).mode).toBe('active');
  });

  it('when it is [Keep waiting] a second time or after an agent wrote, only the thread hears it', async () => {
    const { claimed, says, passes, taps, replies } = shift();
    const phone = await claimed();
    await says(phone, 'Hello?');
    await passes(phone, 41 * MINUTE);
    await taps(phone, 'Keep waiting');
    expect(await count(phone, /patience/)).toBe(1);
    await onlyHeard(phone, 'Keep waiting', /Keep waiting/);
    await replies(phone, 'Here I am');
    await onlyHeard(phone, 'Keep waiting', /Keep waiting/);
  });

  it('when it is [Yes, all sorted] or [Still need help], it counts only for the request that waits', async () => {
    const { waiting, says, taps, takeOver, replies, clickCard, card, quiet, system } = shift();
    const phone = await waiting();
    await says(phone, 'Never mind');
    const [sorted, unsorted] = [await idOf(phone, 'Yes, all sorted'), await idOf(phone, 'Still need help')];
    await taps(phone, unsorted);
    expect(await count(phone, /still open/)).toBe(1);
    await onlyHeard(phone, unsorted, /Still need help/);
    await takeOver(phone);
    await quiet(phone);
    for (const [id, words] of [
      [sorted, /Yes, all sorted/],
      [unsorted, /Still need help/],
    ] as const)
      await onlyHeard(phone, id, words);

    await replies(phone, 'It is on its way');
    await clickCard(phone, THANDI, 'hand_back');
    await card(phone, /Handed back/);
    expect((await taps(phone, sorted)).mode).toBe('active');
    await says(phone, 'I want to talk to a person');
    await card(phone, /Waiting for an agent/);
    expect((await taps(phone, sorted)).handoff).toBe('waiting');
    const fresh = await idOf(phone, 'Yes, all sorted');
    expect(fresh).not.toBe(sorted);
    await taps(phone, fresh);
    expect(await system.snapshot(phone)).toMatchObject({ mode: 'active', handoff: 'none' });
    expect(await taps(phone, fresh)).toMatchObject({ mode: 'active', handoff: 'none' });
    expect(await count(phone, /it is sorted\. If/)).toBe(1);
  });

  it("when it is [I'll type it], he may type at any time, and while people have it they see the tap", async () => {
    const { system, answerAfter, control, says, quiet, clickCard, takeOver, reads, sends } = shift();
    const phone = system.newCustomer();
    await answerAfter(phone, () => control.send(phone, { audio: { seconds: 3 } }));
    for (const times of [1, 2]) {
      await shift().taps(phone, "I'll type it");
      expect(await count(phone, /in a few words/)).toBe(times);
    }
    await says(phone, 'I want to talk to a person');
    await takeOver(phone);
    await quiet(phone);
    await onlyHeard(phone, "I'll type it", /I'll type it/);
    await clickCard(phone, THANDI, 'hand_back');
    await reads(phone, /assistant is back/);
    await quiet(phone);
    expect(await sends(phone, 'assistant')).toEqual([]);
  });

  it('when a button is tapped twice, it takes effect once', async () => {
    const { system, control, answerTo, card, cards, quiet, received } = shift();
    const phone = system.newCustomer();
    await answerTo(phone, UNKNOWN);
    const connect = await idOf(phone, 'Yes, connect me');
    await Promise.all([control.tap(phone, connect), control.tap(phone, connect)]);
    await card(phone, /summary/);
    expect(await quiet(phone)).toMatchObject({ handoff: 'waiting', reason: 'offer_accepted' });
    expect(await cards(phone)).toHaveLength(1);
    expect((await received(phone)).map(({ author }) => author)).toEqual(['assistant', 'notice']);

    const assistant = await idOf(phone, 'Ask the assistant');
    await Promise.all([control.tap(phone, assistant), control.tap(phone, assistant)]);
    await card(phone, /request open/);
    await quiet(phone);
    expect(await shift().lines(phone, /asked for the assistant/)).toHaveLength(1);
    expect((await received(phone)).map(({ author }) => author)).toEqual(['assistant', 'notice', 'notice']);
  });
}
