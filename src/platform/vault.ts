import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/**
 * Everywhere that a sealed text may be at home: the column, and what tells its row from any other. Each noun adds its own, as it adds
 * its tables; src/keys/places.ts does not compile until it knows how each is found again.
 */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface Homes {}

/** Where one sealed text belongs. It is made of what the row itself says, so whoever has the row knows it. */
export type Home = { [Place in keyof Homes]: readonly [Place, ...Homes[Place]] }[keyof Homes]

/** Seals texts that are encrypted at rest, and opens them again. */
export interface Vault {
  /** The text as AES-256-GCM ciphertext with the newest key, `sealed:2:KEY:…`, which opens in its home alone. '' stays ''. */
  seal(text: string, home: Home): string
  /**
   * What a stored text says. One that is not sealed says itself. Null where nothing opens it: its key is not here, it was sealed
   * for another home, or somebody has changed it.
   */
  open(stored: string, home: Home): string | null
  /** A stored text for another home. One that is not sealed, or that nothing opens, stays as it is. */
  move(stored: string, from: Home, to: Home): string
  /** Whether a text was sealed with another key than the newest one, or, by an older Ficha, for no home. */
  isStale(stored: string): boolean
  /** The names of its keys, the newest first. */
  keyNames: readonly string[]
}

/** A stored text in the clear; where nothing opens it, as it is. */
export const inTheClear = (vault: Vault, stored: string | null, home: Home): string | null =>
  stored && (vault.open(stored, home) ?? stored)

/** The first format knew no home: what it sealed opens anywhere, until it is sealed anew. */
const homeless = 'sealed:1:'
const prefix = 'sealed:2:'
export const isSealed = (text: string): boolean => text.startsWith(prefix) || isHomeless(text)
export const isHomeless = (text: string): boolean => text.startsWith(homeless)

interface Key {
  name: string
  bytes: Buffer
}

/** A key of its own for sealing (HKDF, RFC 5869), named by the beginning of its hash: the secret also proves forms. */
function keyOf(secret: Buffer): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'ficha sealing 1', 32))
  return { bytes, name: createHash('sha256').update(bytes).digest('hex').slice(0, 8) }
}

/** What the ciphertext is bound to (the additional authenticated data of GCM). JSON: no two homes are written alike. */
const bound = (home: Home): Buffer => Buffer.from(JSON.stringify(home))

/** The vault of these secrets, the newest first: it seals with that one and opens with any. NIST SP 800-38D: 96-bit random nonces. */
export function makeVault(secrets: readonly [Buffer, ...Buffer[]]): Vault {
  const keys = secrets.map(keyOf)
  const newest = keys[0]!
  function seal(text: string, home: Home): string {
    if (text === '') return ''
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', newest.bytes, nonce).setAAD(bound(home))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${prefix}${newest.name}:${sealed.toString('base64url')}`
  }
  function open(stored: string, home: Home): string | null {
    if (!isSealed(stored)) return stored
    const [name = '', body = ''] = stored.slice(prefix.length).split(':')
    const key = keys.find((known) => known.name === name)
    const bytes = Buffer.from(body, 'base64url')
    if (!key || bytes.length <= 12 + 16) return null
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12))
    if (!isHomeless(stored)) decipher.setAAD(bound(home))
    decipher.setAuthTag(bytes.subarray(-16))
    try {
      return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
    } catch {
      return null
    }
  }
  return {
    seal,
    open,
    move(stored, from, to) {
      const text = isSealed(stored) ? open(stored, from) : null
      return text === null ? stored : seal(text, to)
    },
    isStale: (stored) => isSealed(stored) && !stored.startsWith(`${prefix}${newest.name}:`),
    keyNames: keys.map((key) => key.name),
  }
}
