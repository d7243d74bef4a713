import { deskVisitor, fileOf, sentenceIn } from '../../support/desk-visitor';
import { createMedia, MEGABYTE } from '../../support/media';
import type { Shift } from '../../support/shift';
import { until } from '../../support/until';

const MP4 = '\0\0\0\x18ftypisom\0\0\0\0isommp42';
const JPEG = '\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0';
const EXE = `MZ\x90\0${'\0'.repeat(120)}`;
const HTMX = { 'hx-request': 'true' };

/** From the composer of the desk page to WhatsApp; `kept`: what the gateway still has of it. */
export function deskFiles(shift: () => Shift, kept: () => string[]): void {
  const media = () => createMedia(shift());
  const nothingKept = () => until(kept, (names) => names.length === 0);

  it('when it is a film of 16 MB, then the customer gets it with its words, and the gateway keeps nothing', async () => {
    const { claimed, system } = shift();
    const phone = await claimed();
    const desk = await deskVisitor(system);
    system.outputs.remember('So it is mounted.');
    const said = await desk.attach(phone, 'So it is mounted.', fileOf('film.mov', MP4, 16 * MEGABYTE));
    expect(said).toBe('On its way to the customer.');
    await media().gets(phone, 'video', 16 * MEGABYTE);
    expect(await media().sent(phone)).toEqual([['video', 'So it is mounted.']]);
    await nothingKept();
  });

  it.each([
    ['has no byte in it', fileOf('lid.jpg', ''), /^The file was not sent: there is not one byte in it\.$/],
    [
      'is a program that is called a photo',
      fileOf('setup.jpg', EXE),
      /^The file was not sent: WhatsApp takes photos .*; this is EXE\.$/,
    ],
    [
      'is too large for a photo',
      fileOf('lid.jpg', JPEG, 5 * MEGABYTE + 1),
      /^The file was not sent: WhatsApp takes photos \(JPEG, PNG\) of at most 5 MB\.$/,
    ],
    [
      'is too large for a video',
      fileOf('film.mp4', MP4, 16 * MEGABYTE + 1),
      /^The file was not sent: WhatsApp takes videos \(MP4, 3GP\) of at most 16 MB\.$/,
    ],
    [
      'is larger than anything that WhatsApp takes',
      fileOf('plans.pdf', '%PDF-1.7\n', 100 * MEGABYTE + 1),
      /^The file was not sent: WhatsApp takes nothing of more than 100 MB\.$/,
    ],
  ])('when it %s, then one sentence says so and nothing goes out', async (_what, file, sentence) => {
    const { claimed, quiet, system } = shift();
    const phone = await claimed();
    const desk = await deskVisitor(system);
    expect(await desk.attach(phone, 'Here it is.', file)).toMatch(sentence);
    await quiet(phone);
    expect(await media().sent(phone)).toEqual([]);
    await nothingKept();
  });

  it('when it ends half-way, then one sentence says so and nothing goes out', async () => {
    const { claimed, quiet, system } = shift();
    const phone = await claimed();
    const desk = await deskVisitor(system);
    const address = `${system.gateway}${await desk.page(phone)}/messages`;
    const body = await desk.form(phone, 'Here it is.', fileOf('film.mp4', MP4, 2 * MEGABYTE));
    const whole = new Request(address, { method: 'POST', body });
    const headers = { ...desk.headers(), ...HTMX, 'content-type': whole.headers.get('content-type') ?? '' };
    const half = (await whole.arrayBuffer()).slice(0, MEGABYTE);
    const response = await fetch(address, { method: 'POST', headers, body: half });
    expect(sentenceIn(await response.text())).toBe('The file did not arrive whole: nothing was sent. Attach it again.');
    await quiet(phone);
    expect(await media().sent(phone)).toEqual([]);
    await nothingKept();
  });
}
