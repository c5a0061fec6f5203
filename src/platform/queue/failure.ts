import { inspect } from 'node:util'

/** Why work failed, for people; the error's own message stands beside it. */
export const failureReasons = ['unreachable', 'refused', 'file missing', 'process ended', 'unexpected'] as const
export type FailureReason = (typeof failureReasons)[number]
export const isFailureReason = (text: unknown): text is FailureReason => failureReasons.includes(text as FailureReason)

/** What an item that has been started too often, and has never said how it went, is given up with. */
export class ProcessEnded extends Error {
  constructor() {
    super('the process ended each time while this was running')
  }
}

const refusals = new Set(['EAUTH', 'EENVELOPE', 'EMESSAGE', 'EPROTOCOL'])
const unreachable = /^(E(CONN|HOST|NET|PIPE|TIMEDOUT|AI_|NOTFOUND|SOCKET|DNS|TLS|STORE)|UND_|HPE_)/

export function reasonOf(error: unknown): FailureReason {
  if (error instanceof ProcessEnded) return 'process ended'
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  if (name === 'AbortError' || name === 'TimeoutError') return 'unreachable'
  if (typeof code !== 'string') return 'unexpected'
  if (code === 'ENOENT') return 'file missing'
  if (refusals.has(code)) return 'refused'
  return unreachable.test(code) ? 'unreachable' : 'unexpected'
}

/** What was thrown, whatever it was, as one line that any database takes. */
export function messageOf(error: unknown): string {
  const text =
    error instanceof Error ? error.message || error.name : inspect(error, { depth: 1, breakLength: Infinity })
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 500)
    .toWellFormed()
}
