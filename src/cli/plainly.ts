import { BackupError } from '#src/backup/format.ts'
import { ConfigError } from '#src/platform/config.ts'
import { isDiskFull, NewerDatabase } from '#src/platform/db/failure.ts'
import { PathTaken } from '#src/platform/files/durable.ts'
import { CommandError } from './command.ts'

const known = [CommandError, ConfigError, BackupError, NewerDatabase, PathTaken]

/** What the machine refuses, by its own word for it. */
const refusals: Record<string, string> = {
  ENOENT: 'There is no such file or folder',
  ENOTDIR: 'That is not in a folder',
  EISDIR: 'That is a folder, not a file',
  EEXIST: 'That is there already',
  EACCES: 'This user may not read or write there',
  EPERM: 'This user may not read or write there',
  EROFS: 'Nothing can be written there: it can only be read',
}

/** A failure that is to be expected, in one line for whoever called the command; null for one that is Ficha's own fault. */
export function plainly(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code, path } = error as NodeJS.ErrnoException
  if (isDiskFull(error)) return 'The disk is full.'
  if (code && refusals[code] && path) return `${refusals[code]}: ${path}`
  const isExpected = known.some((kind) => error instanceof kind) || typeof code === 'string'
  return isExpected ? (error.message.split('\n')[0] ?? '') : null
}
