/**
 * Something that a noun tells those below it, which it must not import: they hear of it in the same transaction, in the order in
 * which their modules are listed, and what one of them throws undoes the whole.
 */
export interface Happening<Details extends unknown[]> {
  hear(listener: (...details: Details) => Promise<void>): void
  tell(...details: Details): Promise<void>
}

export function happening<Details extends unknown[]>(): Happening<Details> {
  const listeners: ((...details: Details) => Promise<void>)[] = []
  return {
    hear: (listener) => void listeners.push(listener),
    async tell(...details) {
      for (const listener of listeners) await listener(...details)
    },
  }
}
