import type { Dice } from '#src/demo/dice.ts'
import type { Ending } from './http.ts'

/** How an upload goes wrong. */
export const damages = [
  'cut',
  'no boundary',
  'nothing of the file',
  'half a header',
  'too long',
  'too short',
  'slow',
] as const
export type Damage = (typeof damages)[number]

/** What the request says its length is, what of its body goes over the wire, and how the connection ends. */
export function damagedBy(damage: Damage, { body, start }: { body: Buffer; start: number }, dice: Dice) {
  const ending: Ending = dice.pick(['ended', 'closed', 'reset'] as const)
  const upTo = (end: number) => [body.subarray(0, end)]
  const boundary = body.lastIndexOf('\r\n--')
  switch (damage) {
    case 'cut':
      return { length: body.length, pieces: upTo(dice.below(body.length)), ending }
    case 'no boundary':
      return { length: boundary, pieces: upTo(boundary), ending: 'left open' as const }
    case 'nothing of the file':
      return { length: body.length, pieces: upTo(start), ending }
    case 'half a header':
      return { length: body.length, pieces: upTo(start - 1 - dice.below(80)), ending }
    case 'too long':
      return { length: body.length + 1 + dice.below(5000), pieces: [body], ending }
    case 'too short':
      return { length: Math.max(1, body.length - 1 - dice.below(500)), pieces: [body], ending: 'left open' as const }
    case 'slow': {
      const pieces = Array.from({ length: 15 }, (_, i) => body.subarray(start + i, start + i + 1))
      return { length: body.length, pieces: [body.subarray(0, start), ...pieces], ending: 'reset' as const }
    }
  }
}
