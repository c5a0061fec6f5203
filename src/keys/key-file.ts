import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { keyFile, olderKeyFile, readKey } from '#src/platform/config.ts'
import { syncedNow } from '#src/platform/files/durable.ts'

/** Written beside and renamed: whoever looks, or cuts the power, finds the file whole or not at all. */
function place(path: string, content: string, rename = renameSync): void {
  const aside = `${path}.${randomUUID()}.part`
  try {
    writeFileSync(aside, content, { mode: 0o600 })
    syncedNow(aside)
    rename(aside, path)
    syncedNow(dirname(path))
  } finally {
    rmSync(aside, { force: true })
  }
}

/** Keeps a new secret in the key file. Gives the one that is there afterwards: of two first starts at once one is quicker. */
export function keepSecret(dataDir: string, secret: Buffer): Buffer {
  const path = keyFile(dataDir)
  try {
    // Unlike renaming, linking leaves a file alone that is there already.
    place(path, secret.toString('base64'), linkSync)
  } catch {
    // Some file systems have no links.
    if (!existsSync(path)) place(path, secret.toString('base64'))
  }
  return readKey(path)
}

/**
 * Puts a new key into the key file and keeps the one before beside it, so that both are known until everything is sealed anew. Does
 * nothing where an earlier rotation has come that far already; gives whether it has begun one.
 */
export function beginRotation(dataDir: string): boolean {
  const [path, older] = [keyFile(dataDir), olderKeyFile(dataDir)]
  const present = readFileSync(path, 'utf8')
  // The same in both: the last one was stopped after it had put the old key aside, before there was a new one.
  if (existsSync(older) && readFileSync(older, 'utf8') !== present) return false
  place(older, present)
  place(path, randomBytes(32).toString('base64'))
  return true
}

/** Forgets the key before, once nothing is sealed with it any more. */
export const endRotation = (dataDir: string): void => rmSync(olderKeyFile(dataDir), { force: true })
