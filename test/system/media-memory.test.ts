import { deskVisitor, fileOf } from '../support/desk-visitor';
import { createMedia, MEGABYTE, PATIENCE_MS } from '../support/media';
import { useShift } from '../support/shift';
import { until } from '../support/until';

/** Of 16 and 100 MB that pass, a process may hold so much. */
const MOST_GROWTH_MB = 32;
const VIDEO = 16 * MEGABYTE;
const LARGEST = 100 * MEGABYTE;

const MP4 = '\0\0\0\x18ftypisom\0\0\0\0isommp42';
const PDF = '%PDF-1.7\n';

const shift = useShift();
const media = () => createMedia(shift());

// What is measured has gone the same way once before, and is carried by the process that is measured.
describe('the memory of whoever carries a file', () => {
  // What an earlier test has left in a process would hide what the next one takes.
  beforeEach(async () => {
    const { system } = shift();
    await Promise.all([system.end('gateway'), system.end('worker')]);
    await Promise.all([system.startGateway(), system.startWorker()]);
  });

  it('when a customer sends what is large, then the worker brings it to Slack and holds hardly any of it', async () => {
    const { claimed, control } = shift();
    const phone = await claimed();
    const pass = async (name: string, size: number): Promise<void> => {
      const file = { size };
      const before = (await media().posted(phone)).length;
      await control.send(phone, name.endsWith('.mp4') ? { video: { file } } : { document: { filename: name, file } });
      const posted = await until(
        () => media().posted(phone),
        (files) => files.length > before,
        PATIENCE_MS,
      );
      expect(posted.at(-1)).toMatchObject({ name, size });
    };
    await pass('video.mp4', VIDEO);
    await pass('plans.pdf', VIDEO);
    const grown = await media().growth('worker', async () => {
      await pass('video.mp4', VIDEO);
      await pass('plans.pdf', LARGEST);
    });
    expect(grown).toBeLessThan(MOST_GROWTH_MB);
  });

  it('when an agent attaches what is large in Slack, then the worker brings it to WhatsApp and holds hardly any of it', async () => {
    const phone = await shift().claimed();
    const pass = async (type: string, kind: string, size: number): Promise<void> => {
      await media().attach(phone, '', { name: `plans.${type}`, file: { type, size } });
      await media().gets(phone, kind, size);
    };
    await pass('mp4', 'video', VIDEO);
    await pass('pdf', 'document', VIDEO);
    const grown = await media().growth('worker', async () => {
      await pass('mp4', 'video', VIDEO);
      await pass('pdf', 'document', LARGEST);
    });
    expect(grown).toBeLessThan(MOST_GROWTH_MB);
  });

  it('when an agent attaches what is large on the desk page, then the gateway brings it to WhatsApp and holds hardly any of it', async () => {
    const { claimed, system } = shift();
    const phone = await claimed();
    const desk = await deskVisitor(system);
    const pass = async (file: File, kind: string): Promise<void> => {
      expect(await desk.attach(phone, '', file)).toBe('On its way to the customer.');
      await media().gets(phone, kind, file.size);
    };
    await pass(fileOf('film.mp4', MP4, VIDEO), 'video');
    await pass(fileOf('plans.pdf', PDF, VIDEO), 'document');
    const [video, plans] = [fileOf('film.mp4', MP4, VIDEO), fileOf('plans.pdf', PDF, LARGEST)];
    const grown = await media().growth('gateway', async () => {
      await pass(video, 'video');
      await pass(plans, 'document');
    });
    expect(grown).toBeLessThan(MOST_GROWTH_MB);
  });

  it('when what a customer has sent is shown on the desk page and on the transcript, then the gateway holds hardly any of it', async () => {
    const { claimed, control, card, conversation, system } = shift();
    const phone = await claimed();
    const desk = await deskVisitor(system);
    const files = [
      { video: { file: { size: VIDEO } } },
      { document: { file: { size: VIDEO } } },
      { document: { file: { size: LARGEST } } },
    ];
    for (const file of files) await control.send(phone, file);
    const { transcript } = await conversation(
      phone,
      ({ transcript: lines }) => lines.filter(({ file }) => file?.size !== undefined).length === files.length,
    );
    const lineOf = (size: number, kind: string) =>
      transcript.find((line) => line.kind === kind && line.file?.size === size)?.number;
    const link = new URL(/http[^"]*\/transcript\/[^"]*/.exec(JSON.stringify(await card(phone)))?.[0] ?? '');
    const page = await desk.page(phone);
    const show = async (size: number, kind: string): Promise<void> => {
      const file = `/files/${lineOf(size, kind)}`;
      for (const path of [`${page}${file}`, `${link.pathname}${file}${link.search}`])
        expect(await bytesAt(`${system.gateway}${path}`, desk.headers())).toEqual([200, size]);
    };
    await show(VIDEO, 'video');
    await show(VIDEO, 'document');
    const grown = await media().growth('gateway', async () => {
      await show(VIDEO, 'video');
      await show(LARGEST, 'document');
    });
    expect(grown).toBeLessThan(MOST_GROWTH_MB);
  });
});

/** Status and length of what is shown there; it is read as it comes. */
async function bytesAt(address: string, headers: Record<string, string>): Promise<[number, number]> {
  const response = await fetch(address, { headers });
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) size += chunk.length;
  return [response.status, size];
}
