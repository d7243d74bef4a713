import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hmacKey } from '../../../src/identity';
import { createTranscriptLinks } from '../../../src/transcript-links';
import { type Shift } from '../../support/shift';
import { until } from '../../support/until';

export function erase(shift: () => Shift): void {
  const folder = mkdtempSync(join(tmpdir(), 'baton-export-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const runsWith = async (query: string): Promise<string[]> => {
    const runs: string[] = [];
    for await (const { runId } of shift().system.client.workflow.list({ query })) runs.push(runId);
    return runs;
  };

  const keyOf = (identifier: string): string => hmacKey(shift().system.credentials.idKey, identifier);

  interface Exported {
    receipt: { conversations: number; runs: number; messages: number };
    conversations: { customer: object; runs: object[]; transcript: { from: string; text: string }[] }[];
  }

  it('when a customer of three runs and two aliases is exported and erased, then all of it is told, and none is left', async () => {
    const { system, control, answerTo, says, quiet, waiting } = shift();
    const other = await waiting('I want to talk to a person');
    const phone = system.newCustomer();
    const workflowId = await system.workflowIdOf(phone);
    const said: string[] = [];
    for (let count = 1; (await runsWith(`WorkflowId = "${workflowId}"`)).length < 3; count += 1) {
      const text = `What does delivery to town number ${count} cost?`;
      said.push(text);
      await answerTo(phone, text);
      await quiet(phone);
      expect(count).toBeLessThan(30);
    }
    const bill = { filename: 'unicorn bill.pdf', file: { type: 'pdf' } };
    await control.send(phone, { document: bill });
    said.push('[document: unicorn bill.pdf]');
    // Two within the same second stand in the order in which they came.
    await until(
      () => system.snapshot(phone),
      ({ transcript }) => transcript.some(({ text }) => text === said.at(-1)),
    );
    said.push('Do you sell unicorn saddles? I want to talk to a person');
    await says(phone, said.at(-1)!);
    const moved = system.newCustomer();
    await control.change(phone, { newPhone: moved });
    const keys = [keyOf(phone), keyOf(moved)];
    await until(
      () => runsWith(`BatonCustomerKeys = "${keys[1]}"`),
      (runs) => runs.length > 0,
    );

    const file = join(folder, 'customer.json');
    const exported = system.baton('export', `+${moved}`, '--file', file);
    expect([exported.status, exported.stderr]).toEqual([0, '']);
    expect(exported.stdout).not.toContain(moved);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { receipt, conversations } = JSON.parse(readFileSync(file, 'utf8')) as Exported;
    // The conversation of the new number has taken along what was said under the old one.
    const words = conversations.flatMap(({ transcript }) =>
      transcript.filter(({ from }) => from === 'customer').map(({ text }) => text),
    );
    expect([...new Set(words)]).toEqual(said);
    expect(receipt.runs).toBeGreaterThanOrEqual(3);
    expect(system.baton('export', `+${moved}`, '--file', file).status).toBe(2);

    const link = createTranscriptLinks({ key: system.credentials.linkKey, publicUrl: system.gateway }).link(workflowId);
    expect((await fetch(link)).status).toBe(200);
    const erased = system.baton('erase', `+${phone}`);
    expect([erased.status, erased.stderr]).toEqual([0, '']);
    expect(erased.stdout).toMatch(new RegExp(`^Erased \\d conversations?, ${receipt.runs} runs, at `));
    expect(erased.stdout).toContain(workflowId);
    expect(erased.stdout).toMatch(/1 card in Slack with its thread[^]*C0SUPPORT, ts \d/);
    for (const secret of [phone, moved, 'unicorn']) expect(erased.stdout).not.toContain(secret);

    for (const key of keys) expect(await runsWith(`BatonCustomerKeys = "${key}"`)).toEqual([]);
    expect(await runsWith(`WorkflowId = "${workflowId}"`)).toEqual([]);
    await expect(system.client.workflow.getHandle(workflowId).describe()).rejects.toThrow(/not found/i);
    expect((await fetch(link)).status).toBe(404);
    for (const number of [phone, moved]) {
      expect(system.baton('find', `+${number}`).stdout).toContain('No conversation with this customer is on record.');
      expect(JSON.parse(system.baton('export', `+${number}`).stdout)).toMatchObject({
        receipt: { runs: 0 },
        conversations: [],
      });
      const again = system.baton('erase', `+${number}`);
      expect([again.status, again.stdout]).toEqual([
        0,
        expect.stringMatching(/^Nothing of this customer is on record, at /),
      ]);
    }
    expect(system.baton('unanswered').stdout).not.toContain('unicorn');
    expect((await system.snapshot(other)).handoff).toBe('waiting');
    expect(existsSync(file)).toBe(true);

    // He may come back: it is a new conversation that knows nothing.
    expect((await answerTo(moved, 'What are your trading hours?')).text).toContain('08:00');
  }, 240_000);

  it.each([
    ['the old', 0],
    ['the new', 1],
  ])(
    'when a customer known by number only has another one, then %s number leads to all of it',
    async (_which, named) => {
      const { system, control, says } = shift();
      const [phone, moved] = [system.newCustomer(), system.newCustomer()];
      await control.change(phone, { numberOnly: true });
      const ids = [await system.workflowIdOf(phone)];
      const said = ['Do you sell unicorn bits? I want to talk to a person', 'It is me, from my new number'];
      await says(phone, said[0]!);
      await until(
        () => system.snapshot(phone),
        ({ summary }) => summary !== undefined,
      );
      await control.change(phone, { newPhone: moved });
      ids.push(await system.workflowIdOf(moved));
      await until(
        () => system.snapshot(moved).catch(() => undefined),
        (snapshot) => snapshot?.transcript.some(({ text }) => text === said[0]) === true,
      );
      await says(moved, said[1]!);

      const name = `+${[phone, moved][named]!}`;
      const found = system.baton('find', name).stdout.match(/^whatsapp-\d+-[0-9a-f]{24}$/gm);
      // The one that is open comes first: it is what `show` shows.
      expect(found).toEqual([ids[1], ids[0]]);
      const file = join(folder, `by-number-${named}.json`);
      expect(system.baton('export', name, '--file', file).status).toBe(0);
      const { receipt, conversations } = JSON.parse(readFileSync(file, 'utf8')) as Exported;
      expect(receipt).toMatchObject({ conversations: 2, runs: 2 });
      const words = conversations.flatMap(({ transcript }) => transcript.map(({ text }) => text));
      expect(words).toEqual(expect.arrayContaining(said));

      const erased = JSON.parse(system.baton('erase', name, '--json').stdout) as Record<string, unknown>;
      expect(erased).toMatchObject({
        conversations: ids,
        runs: 2,
        slackThreads: [expect.stringMatching(/^C0SUPPORT:/)],
      });
      for (const id of ids) await expect(system.client.workflow.getHandle(id).describe()).rejects.toThrow(/not found/i);
      for (const number of [phone, moved]) {
        expect(system.baton('find', `+${number}`).stdout).toContain('No conversation with this customer is on record.');
      }
      expect(system.baton('unanswered').stdout).not.toContain('unicorn');
    },
    240_000,
  );

  it('when a customer is erased right after his first message, then that is found although no list may have it yet', async () => {
    const { system, control } = shift();
    const phone = system.newCustomer();
    const workflowId = await system.workflowIdOf(phone);
    await control.say(phone, 'Do you sell unicorn bridles?');
    const { workflow } = system.client;
    const isThere = () =>
      workflow
        .getHandle(workflowId)
        .describe()
        .then(Boolean, () => false);
    await until(isThere, Boolean);
    const erased = system.baton('erase', `+${phone}`, '--json');
    expect(erased.status).toBe(0);
    expect(JSON.parse(erased.stdout)).toMatchObject({ conversations: [workflowId], runs: 1, begunMeanwhile: 0 });
    expect(await isThere()).toBe(false);
  }, 120_000);
}
