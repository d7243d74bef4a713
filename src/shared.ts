/** One answer for everybody who asks for the same within `freshMs`; a failure is not kept. */
export function createShared<T>(freshMs: number, now: () => number = Date.now) {
  const kept = new Map<string, { at: number; value: Promise<T> }>();
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    for (const [other, { at }] of kept) if (now() - at > freshMs) kept.delete(other);
    const known = kept.get(key);
    if (known !== undefined) return known.value;
    const value = ask();
    kept.set(key, { at: now(), value });
    value.catch(() => kept.delete(key));
    return value;
  };
}
