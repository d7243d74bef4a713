/** Tags and attributes that a page of ours has by itself; whatever else is there came from outside. */
export const structureOf = (markup: string): string[] =>
  [...markup.matchAll(/<\/?([a-z][\w-]*)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, tag = '', attributes = '']) =>
      `${tag} ${[...attributes.matchAll(/([\w:-]+)(?:="[^"]*")?/g)].map(([, name]) => name).join(' ')}`,
  );
