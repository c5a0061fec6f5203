import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { keyFile, olderKeyFile } from '#src/platform/config.ts'

/** Written beside and renamed: whoever looks, or stops the machine, finds the file whole or not at all. */
function place(path: string, content: string): void {
  const aside = `${path}.part`
  writeFileSync(aside, content, { mode: 0o600 })
  const file = openSync(aside, 'r')
  fsyncSync(file)
  closeSync(file)
  renameSync(aside, path)
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
