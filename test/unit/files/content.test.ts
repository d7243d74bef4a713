import { ApplicationFailure } from '@temporalio/common';
import { checkedType, safeName, takenType, type DetectedType } from '../../../activities/files/content';
import type { MediaKind } from '../../../workflows/conversation/words';

const detected = (mime: string, ext: string) => async (): Promise<DetectedType> => ({ mime, ext });
const nothing = async (): Promise<undefined> => undefined;

async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof ApplicationFailure ? [error.type, ...(error.details ?? [])] : error;
}

describe('what a file is', () => {
  it.each<[MediaKind, string, string]>([
    ['image', 'image/jpeg', 'jpg'],
    ['audio', 'audio/ogg; codecs=opus', 'opus'],
    ['document', 'application/pdf', 'pdf'],
    ['document', 'image/png', 'png'],
  ])('when %s begins as %s, then it is passed on as that', async (media, mime, ext) => {
    const type = await checkedType(detected(mime, ext), Buffer.from('x'), media);
    expect(type).toEqual({ mime: mime.split(';')[0], ext });
  });

  it.each<[string, MediaKind, () => Promise<DetectedType | undefined>, Buffer, string[]]>([
    ['a program', 'image', detected('application/x-msdownload', 'exe'), Buffer.from('MZ'), ['not_what_it_says', 'EXE']],
    ['a program', 'document', detected('application/x-msdownload', 'exe'), Buffer.from('MZ'), ['not_passed_on', 'EXE']],
    ['an archive', 'document', detected('application/zip', 'zip'), Buffer.from('PK'), ['not_passed_on', 'ZIP']],
    ['a page', 'document', nothing, Buffer.from(' <!DOCTYPE html><p>'), ['not_passed_on', 'HTML']],
    ['a script', 'document', nothing, Buffer.from('#!/bin/sh\nrm'), ['not_passed_on', 'SCRIPT']],
    ['nobody knows what', 'document', nothing, Buffer.from([0, 1, 2, 255]), ['not_passed_on', 'UNKNOWN']],
    ['a text', 'image', nothing, Buffer.from('hello'), ['not_what_it_says', 'TXT']],
    ['nothing', 'image', nothing, Buffer.alloc(0), ['empty']],
  ])(
    'when %s at heart says that it is %s instead, then it is refused',
    async (_what, media, detect, head, [code, type]) => {
      const details = type === undefined ? { code } : { code, type };
      expect(await refusal(checkedType(detect, head, media))).toEqual(['FileRefused', details]);
    },
  );

  it('when its beginning ends in the middle of a character, then it is a text all the same', async () => {
    const head = Buffer.from(`${'a'.repeat(4_099)}é`).subarray(0, 4_100);
    expect(await checkedType(nothing, head, 'document')).toEqual({ mime: 'text/plain', ext: 'txt' });
  });
});

describe('what WhatsApp takes', () => {
  const head = Buffer.from('x');
  const MEGABYTE = 1024 * 1024;

  it.each<[string, number, string]>([
    ['image/jpeg', 5, 'image'],
    ['video/mp4', 16, 'video'],
    ['audio/mpeg', 16, 'audio'],
    ['application/pdf', 100, 'document'],
  ])('when %s has %d MB, then it is taken, and not with one byte more', async (mime, megabytes, media) => {
    const most = megabytes * MEGABYTE;
    expect(await takenType(detected(mime, 'x'), head, most)).toMatchObject({ mime, media });
    expect(await refusal(takenType(detected(mime, 'x'), head, most + 1))).toEqual([
      'FileRefused',
      { code: 'too_large', type: media },
    ]);
  });

  it.each([
    ['image/webp', 'webp'],
    ['image/heic', 'heic'],
    ['application/x-msdownload', 'exe'],
    ['application/zip', 'zip'],
  ])('when it is %s, then it is not taken', async (mime, ext) => {
    const details = { code: 'not_taken', type: ext.toUpperCase() };
    expect(await refusal(takenType(detected(mime, ext), head, 1))).toEqual(['FileRefused', details]);
  });
});

describe('the name of a file', () => {
  it.each([
    ['invoice 5544.pdf', 'invoice 5544.jpg'],
    ['../../etc/passwd', 'passwd.jpg'],
    ['C:\\temp\\run.exe', 'run.jpg'],
    ['gpj.\u202eexe', 'gpj.jpg'],
    ['.htaccess', 'photo.jpg'],
    ['a\r\nb".png', 'ab.jpg'],
    [undefined, 'photo.jpg'],
  ])('when its sender calls it %j, then it is %s', (fileName, name) => {
    expect(safeName(fileName, 'image', { mime: 'image/jpeg', ext: 'jpg' })).toBe(name);
  });
});
