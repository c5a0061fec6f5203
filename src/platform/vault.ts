import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'

/** Seals texts that are encrypted at rest, and opens them again. */
export interface Vault {
  /** The text as AES-256-GCM ciphertext with the newest key: `sealed:1:KEY:…`. '' stays ''. */
  seal(text: string): string
  /** The text that was sealed; anything that is not sealed comes back as it is. Throws where no known key opens it. */
  open(sealed: string): string
  /** A sealed text sealed with the newest key. The same always becomes the same, so that two that were equal stay so. */
  reseal(sealed: string): string
  /** Whether a text was sealed with another key than the newest one. */
  isStale(sealed: string): boolean
}

const prefix = 'sealed:1:'
export const isSealed = (text: string): boolean => text.startsWith(prefix)

/** Sealed with a key that is not here: the backup came without its key, or FICHA_SECRET was changed by hand. */
export class NoKey extends Error {
  constructor() {
    super(
      'a sealed value was sealed with a key that is not here: restore the key file or FICHA_SECRET that belongs to this data',
    )
  }
}

interface Key {
  name: string
  bytes: Buffer
}

/** A key of its own for sealing (HKDF, RFC 5869), named by the beginning of its hash: the secret also proves forms. */
function keyOf(secret: Buffer): Key {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'ficha sealing 1', 32))
  return { bytes, name: createHash('sha256').update(bytes).digest('hex').slice(0, 8) }
}

/** The vault of these secrets, the newest first: it seals with that one and opens with any. NIST SP 800-38D: 96-bit random nonces. */
export function makeVault(secrets: readonly [Buffer, ...Buffer[]]): Vault {
  const keys = secrets.map(keyOf)
  const newest = keys[0]!
  function sealWith(nonce: Buffer, text: string): string {
    const cipher = createCipheriv('aes-256-gcm', newest.bytes, nonce)
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${prefix}${newest.name}:${sealed.toString('base64url')}`
  }
  function open(sealed: string): string {
    if (!isSealed(sealed)) return sealed
    const [name = '', body = ''] = sealed.slice(prefix.length).split(':')
    const key = keys.find((known) => known.name === name)
    if (!key) throw new NoKey()
    const bytes = Buffer.from(body, 'base64url')
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(-16))
    return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
  }
  return {
    open,
    seal: (text) => (text === '' ? '' : sealWith(randomBytes(12), text)),
    // As good as random, since each ciphertext has a nonce of its own already; only the very same one gives it twice.
    reseal: (sealed) =>
      sealWith(createHmac('sha256', newest.bytes).update(`nonce of ${sealed}`).digest().subarray(0, 12), open(sealed)),
    isStale: (sealed) => isSealed(sealed) && !sealed.startsWith(`${prefix}${newest.name}:`),
  }
}
