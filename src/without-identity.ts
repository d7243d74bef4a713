const NUMBER = /\+?\d[\d\s()-]{5,}\d/g;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const SHORTEST_NAME = 3;

/** A customer's words without what tells who he is: telephone and other long numbers, e-mail addresses, and his own name. */
export function withoutIdentity(text: string, name = ''): string {
  const names = name.split(/[^\p{L}'’-]+/u).filter((part) => part.length >= SHORTEST_NAME);
  const masked = text.replace(EMAIL, '[e-mail]').replace(NUMBER, '[number]');
  return names.reduce(
    (rest, part) => rest.replace(new RegExp(`(?<![\\p{L}])${part}(?![\\p{L}])`, 'giu'), '[name]'),
    masked,
  );
}
