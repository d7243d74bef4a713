import { isSameSecret, isSignedByMeta } from '../../../src/http/verify-signature';
import { signature } from '../../support/http';

// The wire form of Meta's own description: unicode and slashes escaped, hex in lower case.
const SECRET = 'app-secret';
const BODY = '{"text":"caf\\u00e9 \\/ \\ud83d\\udc4d"}';
const HEADER = 'sha256=6d96ef22248350c40aa75aa953bb612c5862e46f46f2a2eeb9281bdcedcd420f';

const accepts = (body: string, header: string | undefined, secrets = [SECRET]): boolean =>
  isSignedByMeta(Buffer.from(body), header, secrets);

describe('isSignedByMeta', () => {
  it('when the bytes are signed with the secret, they are accepted', () => {
    expect(accepts(BODY, HEADER)).toBe(true);
  });

  it('when the secret is being rotated, the old and the new one are accepted', () => {
    expect(accepts(BODY, HEADER, ['new-secret', SECRET])).toBe(true);
    expect(accepts(BODY, signature(BODY, 'new-secret'), ['new-secret', SECRET])).toBe(true);
  });

  it('when the JSON is the same but the bytes are others, they are refused', () => {
    expect(accepts(JSON.stringify(JSON.parse(BODY)), HEADER)).toBe(false);
  });

  it.each([
    ['is missing', undefined],
    ['is empty', ''],
    ['has no algorithm', HEADER.slice(7)],
    ['names another algorithm', HEADER.replace('sha256', 'sha1')],
    ['is in capitals', HEADER.replace(/[a-f]/g, (letter) => letter.toUpperCase())],
    ['is too short', HEADER.slice(0, -1)],
    ['is too long', `${HEADER}0`],
    ['has a space', `${HEADER} `],
    ['has no hex', `sha256=${'z'.repeat(64)}`],
  ])('when the signature %s, it is refused', (_name, header) => {
    expect(accepts(BODY, header)).toBe(false);
  });

  it('when there is no secret, nothing is accepted', () => {
    expect(accepts(BODY, HEADER, [])).toBe(false);
  });

  it('when any one character of the signature or byte of the body is another, it is refused', () => {
    for (let at = 7; at < HEADER.length; at += 1) {
      const other = HEADER[at] === '0' ? '1' : '0';
      expect(accepts(BODY, HEADER.slice(0, at) + other + HEADER.slice(at + 1))).toBe(false);
    }
    for (let at = 0; at < BODY.length; at += 1) {
      for (const flip of [1, 2, 4, 8]) {
        const bytes = Buffer.from(BODY);
        bytes[at]! ^= flip;
        expect(isSignedByMeta(bytes, HEADER, [SECRET])).toBe(false);
      }
    }
  });
});

it('when two secrets are compared, only equal ones are the same', () => {
  expect(isSameSecret('one', 'one')).toBe(true);
  expect(isSameSecret('one', 'one and more')).toBe(false);
  expect(isSameSecret('one', '')).toBe(false);
});
