export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** What is given under one key is done one after the other, in the order in which it was given, whatever comes of it. */
export function createInTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work);
    const over = done.then(
      () => undefined,
      () => undefined,
    );
    last.set(key, over);
    void over.then(() => last.get(key) === over && last.delete(key));
    return done;
  };
}
