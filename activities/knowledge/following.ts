/** What is made of a value that may be replaced: made once, and again after the value was replaced. */
export function following<T extends object, Made>(current: () => T, make: (value: T) => Made): () => Made {
  let known: T | undefined;
  let made: Made | undefined;
  return () => {
    const value = current();
    if (made === undefined || value !== known) {
      made = make(value);
      known = value;
    }
    return made;
  };
}
