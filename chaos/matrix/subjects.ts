import { until } from '../../test/support/until';
import type { Played } from '../play/actors';
import { QUESTIONS, word } from '../play/script';
import type { World } from '../world/world';
import { fileNameOf, NEVER_CONFIRMED, STATUS_MS, type Point, type Subject } from './points';

const THANDI = 'U_THANDI';
const PATIENCE_MS = 60_000;

interface Begun {
  subject: Subject;
  /** Sets the message on its way. */
  act(): Promise<unknown>;
}

/** Conversations that are ready for one more message. */
export function createSubjects({ system, desk }: World) {
  const { control } = system;
  const played: Played[] = [];
  let replies = 0;
  let claimed: Played | undefined;

  async function newCustomer(): Promise<Played> {
    const customer = system.newCustomer();
    const one = {
      script: { number: played.length, steps: [] },
      customer,
      workflowId: await system.workflowIdOf(customer),
    };
    played.push({ ...one, done: 0 });
    return { ...one, done: 0 };
  }

  const isClaimed = ({ workflowId }: Played): boolean => desk.card(workflowId)?.text.includes('Thandi has it') ?? false;

  /** A conversation that an agent has; the same again for as long as it is. */
  async function withAgent(): Promise<Played> {
    if (claimed !== undefined && isClaimed(claimed)) return claimed;
    const one = await newCustomer();
    await control.say(one.customer, `${word(one.script.number, 1)} here. I want to talk to a person`);
    await until(
      () => desk.card(one.workflowId),
      (card) => card !== undefined,
      PATIENCE_MS,
    );
    const taken = async (): Promise<boolean> => {
      if (!isClaimed(one))
        await control.click(THANDI, desk.card(one.workflowId)?.ts ?? '', 'take_over').catch(() => null);
      return isClaimed(one);
    };
    await until(taken, Boolean, PATIENCE_MS);
    claimed = one;
    return one;
  }

  /** An agent writes in the thread, with a file or without. */
  async function written(withFile: boolean): Promise<Begun> {
    const { customer, workflowId, script } = await withAgent();
    const text = `That is on its way ${word(script.number, 1 + (replies += 1))}`;
    const files = withFile ? { files: [{ name: fileNameOf(text), file: { type: 'pdf' } }] } : {};
    const thread_ts = desk.card(workflowId)?.threadTs;
    const act = () =>
      control.call('POST', '/control/slack/messages', { user: THANDI, thread_ts, text, ...files, wait: 0 });
    return { subject: { customer, workflowId, text }, act };
  }

  /** What she wrote is in doubt, and she presses [Send again]. */
  async function doubted(): Promise<Begun> {
    const { subject, act } = await written(false);
    const { customer, workflowId, text } = subject;
    for (const fault of NEVER_CONFIRMED) await control.putFault(fault);
    await act();
    const waits = () =>
      system.snapshot(customer).then(
        ({ nextDeadline }) => nextDeadline?.what,
        () => undefined,
      );
    await until(waits, (what) => what === 'delivery unconfirmed', PATIENCE_MS);
    await system.advance(customer, STATUS_MS);
    const flagged = () => desk.withButton(workflowId, 'send_again');
    const shown = await until(flagged, (post) => post?.text.includes(text) ?? false, PATIENCE_MS);
    await control.clearFaults();
    const sends = await control.journal({ vendor: 'whatsapp', kind: 'message', customer });
    const doubtful = sends.find(({ body }) => JSON.stringify(body).includes(text))?.intent;
    return {
      subject: { ...subject, ...(doubtful !== undefined && { doubtful }) },
      act: () => control.click(THANDI, shown?.ts ?? '', 'send_again'),
    };
  }

  async function begin(path: Point['path']): Promise<Begun> {
    if (path === 'again') return doubted();
    if (path === 'reply' || path === 'file') return written(path === 'file');
    const { customer, workflowId, script } = await newCustomer();
    const words = path === 'wish' ? 'I want my money back' : (QUESTIONS[script.number % QUESTIONS.length] ?? '');
    const text = `${word(script.number, 1)} here. ${words}`;
    return { subject: { customer, workflowId, text }, act: () => control.say(customer, text) };
  }

  return { begin, played: () => played };
}
