/** The same numbers each time, so that the demo firm and its screenshots are always the same. A linear congruential generator. */
export function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
  return {
    below: (n: number) => Math.floor(next() * n),
    chance: (p: number) => next() < p,
    pick: <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!,
  }
}

export type Dice = ReturnType<typeof seeded>
/** A Portuguese tax number that is right by its check digit (modulo 11 over the first eight). */
export function nif(dice: Dice, first: string): string {
  const digits =
    first +
    String(dice.below(10 ** 7))
      .padStart(7, '0')
      .slice(0, 8 - first.length)
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (9 - i), 0)
  const check = 11 - (sum % 11)
  return digits + (check >= 10 ? 0 : check)
}

/** A Portuguese IBAN that is right by both of its check digits (modulo 97), of a bank that does not exist. */
export function iban(dice: Dice): string {
  const account = `00990001${String(dice.below(10 ** 9)).padStart(11, '0')}`
  const check = String(98 - Number((BigInt(account) * 100n) % 97n)).padStart(2, '0')
  return `PT50${account}${check}`.replace(/.{4}(?=.)/g, '$& ')
}
