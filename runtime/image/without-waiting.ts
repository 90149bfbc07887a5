/**
 * Iterates over what `all` yields, but takes an item by `take` if it is at hand: a generator's queue and its promises
 * take several times as long as reading an entry. `all` is asked first, so that it is open and closes what it uses, and
 * whenever an item that it was asked for is outstanding, so that the order stays.
 */
export function withoutWaiting<T>(all: AsyncGenerator<T>, take: () => T | undefined): AsyncIterableIterator<T> {
  let waiting = 0;
  let ready = false;
  const ask = async (step: Promise<IteratorResult<T>>): Promise<IteratorResult<T>> => {
    ready = false;
    waiting++;
    try {
      const result = await step;
      ready = waiting === 1 && result.done !== true;
      return result;
    } finally {
      waiting--;
    }
  };
  return {
    next() {
      const value = ready ? take() : undefined;
      return value === undefined ? ask(all.next()) : Promise.resolve({ done: false, value });
    },
    return: (value) => ask(all.return(value)),
    throw: (problem) => ask(all.throw(problem)),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
