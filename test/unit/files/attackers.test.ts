import { checkedType, safeName } from '../../../activities/files/content';
import { vendorAddress } from '../../../activities/files/http-stream';
import { detectFileType } from '../../../src/file-type';
import { naughtyStrings, SCRIPTS, SLACK_MARKUP, UNICODE_TRAPS } from '../../support/corpora';

const PATHS = [
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\cmd.exe',
  '/etc/shadow',
  'file:///etc/passwd',
  'C:\\CON',
  'photo.jpg/../../x',
  '....//....//x',
  '%2e%2e%2fetc%2fpasswd',
  'x\u0000.jpg',
  'invoice.pdf.exe',
  'invoice.pdf                                   .exe',
  'a'.repeat(5_000),
  '.'.repeat(300),
  ' ',
];
const NAMES = [...naughtyStrings(), ...UNICODE_TRAPS, ...SCRIPTS, ...SLACK_MARKUP, ...PATHS];
const PDF = { mime: 'application/pdf', ext: 'pdf' };

describe('a file whose sender means harm', () => {
  it('when its name is any of the corpora, then what is left is a plain name with the ending of its real type', () => {
    expect(NAMES.length).toBeGreaterThan(550);
    for (const name of NAMES) {
      const safe = safeName(name, 'document', PDF);
      expect(safe).toMatch(/^[^/\\<>:|?*"]{1,80}\.pdf$/u);
      expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]|^[\s.]/u);
    }
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:7233/',
    'http://[::1]/',
    'https://evil.example/fbsbx.com',
    'https://fbsbx.com.evil.example/x',
    'https://fbsbx.com@evil.example/x',
    'https://evilfbsbx.com/x',
    'http://lookaside.fbsbx.com/x',
    'ftp://lookaside.fbsbx.com/x',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com\u3002evil.example/x',
    '',
  ])('when WhatsApp is said to keep it at %j, then nobody asks there', (address) => {
    expect(vendorAddress(address, 'https://graph.facebook.com/v26.0', ['fbsbx.com', 'facebook.com'])).toBeUndefined();
  });

  it.each([
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a page behind spaces', `${' \n'.repeat(500)}<html><script>alert(1)</script>`],
    ['a page behind a mark of its byte order', '\ufeff<html><body onload=alert(1)>'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    ['a drawing behind a declaration', '<?xml version="1.0"?><svg onload="alert(1)"/>'],
    ['a frame', '<IFRAME SRC="javascript:alert(1)"></IFRAME>'],
    ['a script of a shell', '#!/bin/sh\nrm -rf ~\n'],
    ['a program of Windows', `MZ${'\u0000'.repeat(200)}`],
    ['a program of Linux', '\u007fELF\u0002\u0001\u0001'],
    ['an archive', 'PK\u0003\u0004\u0014\u0000\u0000\u0000\u0000\u0000'],
    ['nothing that is known', '\u0001\u0002\u0003\u0004\u0000\u0000'],
  ])('when its bytes are %s, then it is shown neither as a photo nor as a document', async (_what, content) => {
    for (const media of ['image', 'document', 'sticker', 'audio', 'video'] as const) {
      await expect(checkedType(detectFileType, Buffer.from(content, 'utf8'), media)).rejects.toThrow(/not passed on/);
    }
  });
});
