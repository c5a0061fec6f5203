import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export interface Config {
  /** Absolute folder of the database, the files and the key. */
  dataDir: string
  /** A `postgres://` URL or the path of the SQLite file. */
  database: string
  host: string
  port: number
  /** The one origin that the product answers as, without a slash at its end: `https://ficha.example`. */
  publicUrl: string
  /** Addresses or networks (CIDR) whose forwarded headers are believed. */
  trustedProxies: string[]
  smtpUrl: string | null
  mailFrom: string
  /** At least 32 bytes; proves forms and encrypts what is encrypted at rest. */
  secret: Buffer
  /** Earlier ones, while a rotation is under way: what they sealed can still be opened. */
  olderSecrets: Buffer[]
  logLevel: string
  /** How large a document may be, in bytes. */
  mostDocumentBytes: number
}

/** A setting that can't be used; its message is one line for the person who set it. */
export class ConfigError extends Error {}

const fromEnvironment = (name: string, text: string): Buffer => {
  const secret = Buffer.from(text)
  if (secret.length < 32) throw new ConfigError(`${name} must have at least 32 characters.`)
  return secret
}

export const keyFile = (dataDir: string): string => join(dataDir, 'secret.key')
/** Beside it while a rotation is under way: the key that still opens what has not been sealed anew. */
export const olderKeyFile = (dataDir: string): string => join(dataDir, 'secret.key.old')

function readKey(path: string): Buffer {
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (secret.length < 32) throw new ConfigError(`${path} is damaged: it must hold 32 bytes in base64.`)
  return secret
}

/** The secret from FICHA_SECRET, or the key file that the first start makes, readable by its owner alone. */
function secretOf(environment: NodeJS.ProcessEnv, dataDir: string): Buffer {
  if (environment.FICHA_SECRET) return fromEnvironment('FICHA_SECRET', environment.FICHA_SECRET)
  const path = keyFile(dataDir)
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readKey(path)
}

function olderSecretsOf(environment: NodeJS.ProcessEnv, dataDir: string): Buffer[] {
  const older = olderKeyFile(dataDir)
  return [
    ...(environment.FICHA_SECRET_OLD ? [fromEnvironment('FICHA_SECRET_OLD', environment.FICHA_SECRET_OLD)] : []),
    ...(existsSync(older) ? [readKey(older)] : []),
  ]
}

function megabytes(name: string, text: string | undefined, usual: number): number {
  const count = Number(text || usual)
  if (!Number.isInteger(count) || count < 1)
    throw new ConfigError(`${name} must be a whole number from 1, not "${text}".`)
  return count * 1024 ** 2
}

/** Reads the settings from environment variables; makes the data folder. Throws ConfigError for one that can't be used. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(environment.PORT || 3000)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new ConfigError(`PORT must be 0 to 65535, not "${environment.PORT}".`)
  const publicUrl = (environment.PUBLIC_URL || `http://localhost:${port}`).replace(/\/+$/, '')
  if (!/^https?:\/\/[^/\s]+$/.test(publicUrl))
    throw new ConfigError(`PUBLIC_URL must be like https://ficha.example, not "${publicUrl}".`)
  const dataDir = resolve(environment.DATA_DIR || 'data')
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} can't be made: ${(error as Error).message}`)
  }
  return {
    dataDir,
    database: environment.DATABASE_URL || join(dataDir, 'ficha.sqlite'),
    host: environment.HOST || 'localhost',
    port,
    publicUrl,
    trustedProxies: (environment.TRUSTED_PROXIES ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    smtpUrl: environment.SMTP_URL || null,
    mailFrom: environment.MAIL_FROM || `ficha@${new URL(publicUrl).hostname}`,
    secret: secretOf(environment, dataDir),
    olderSecrets: olderSecretsOf(environment, dataDir),
    logLevel: environment.LOG_LEVEL || 'info',
    mostDocumentBytes: megabytes('MAX_DOCUMENT_MB', environment.MAX_DOCUMENT_MB, 2048),
  }
}
