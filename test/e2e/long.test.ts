import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { ConversationInput } from '../../workflows/conversation/messages';
import { until } from '../support/until';
import { useShift } from '../support/shift';

const HOURS = 'What are your trading hours?';
const MESSAGES = 300;
const AT_ONCE = 10;
const LONGEST = 4_096;
/** What a run carries into the next, and room for what is around it. */
const MOST_STATE_BYTES = 256 * 1024;
const ENVELOPE_BYTES = 4 * 1024;

const characters = (text: string): number => [...text].length;
const words = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== '');

describe('a long conversation', () => {
  const shift = useShift();

  it('when 300 messages of 4,096 four-byte characters came, it has continued as new and still answers', async () => {
    const { system, control, quiet, answerTo } = shift();
    const phone = system.newCustomer();
    const text = '😀'.repeat(LONGEST);
    expect(Buffer.byteLength(text)).toBe(4 * LONGEST);
    for (let sent = 0; sent < MESSAGES; sent += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, () => control.say(phone, text)));
      await until(
        () => control.phone(phone),
        (messages) => messages.every(({ status }) => status !== 'sent'),
      );
    }
    await quiet(phone);
    expect((await answerTo(phone, HOURS)).text).toContain('08:00');
    const snapshot = await quiet(phone);
    expect(snapshot).toMatchObject({ mode: 'active', handoff: 'none' });
    expect(snapshot.recordBegins).toBeGreaterThan(1);
    // Every one of them was recorded, and then made room for the next.
    expect(snapshot.transcript.at(-1)!.number).toBe(MESSAGES + 2);

    const runs = await inputsOf(phone);
    expect(runs.length).toBeGreaterThan(1);
    for (const { bytes, carried } of runs) {
      expect(bytes).toBeLessThan(MOST_STATE_BYTES + ENVELOPE_BYTES);
      expect(Buffer.byteLength(JSON.stringify(carried ?? {}))).toBeLessThanOrEqual(MOST_STATE_BYTES);
    }
    expect(Math.max(...runs.map(({ bytes }) => bytes))).toBeGreaterThan(MOST_STATE_BYTES / 2);
  }, 180_000);

  it('when an agent writes more than one message can hold, it arrives in parts, whole and in order', async () => {
    const { claimed, write, received, quiet } = shift();
    const phone = await claimed();
    const before = (await received(phone)).length;
    const sentence = (index: number) => `Step ${index}: turn the *left knob* until the light is green & wait.`;
    const long = Array.from({ length: 180 }, (_, index) => sentence(index) + (index % 9 === 8 ? '\n\n' : ' ')).join('');
    await write(phone, 'U_THANDI', long);
    await until(
      () => received(phone),
      (messages) => messages.at(-1)!.text.includes('Step 179'),
    );
    await quiet(phone);
    const parts = (await received(phone)).slice(before).map(({ text }) => text);
    expect(parts).toHaveLength(Math.ceil(long.length / LONGEST));
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(LONGEST);
    expect(parts.flatMap(words)).toEqual(words(long));
    for (const part of parts) expect(part).toMatch(/^Step \d+: [^]*wait\.$/);
  });

  it('when his text takes several bytes a character, no part is cut inside one', async () => {
    const { claimed, write, received, quiet } = shift();
    const phone = await claimed();
    const before = (await received(phone)).length;
    const long = Array.from({ length: 600 }, (_, index) => `${'👩‍👩‍👧‍👦'.repeat(index % 3)}ሰላም${index}`).join(' ');
    expect(Buffer.byteLength(long)).toBeGreaterThan(2 * 8_192);
    await write(phone, 'U_THANDI', long);
    await until(
      () => received(phone),
      (messages) => messages.at(-1)!.text.endsWith('ሰላም599'),
    );
    await quiet(phone);
    const parts = (await received(phone)).slice(before).map(({ text }) => text);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap(words)).toEqual(words(long));
    const { transcript } = await shift().system.snapshot(phone);
    const recorded = transcript.filter(({ from }) => from === 'agent').map(({ text }) => text);
    expect(recorded).toEqual(parts);
    expect(characters(parts.join(''))).toBeGreaterThan(0);
  });

  interface Input {
    bytes: number;
    carried: unknown;
  }

  /** What every run of a conversation was started with. */
  async function inputsOf(phone: string): Promise<Input[]> {
    const { client, connection, namespace, workflowIdOf } = shift().system;
    const workflowId = await workflowIdOf(phone);
    const found: Input[] = [];
    const list = async () => {
      const ids: string[] = [];
      for await (const { runId } of client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) ids.push(runId);
      return ids;
    };
    for (const runId of await until(list, (ids) => ids.length > 1)) {
      const first = { namespace, execution: { workflowId, runId }, maximumPageSize: 1 };
      const { history } = await connection.workflowService.getWorkflowExecutionHistory(first);
      const payload = history!.events![0]!.workflowExecutionStartedEventAttributes!.input!.payloads![0]!;
      const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, [payload]);
      const { carried } = input as ConversationInput;
      found.push({ bytes: payload.data!.length, carried });
    }
    return found;
  }
});
