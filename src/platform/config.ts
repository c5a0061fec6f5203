import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { syncedNow } from './files/durable.ts'
import type { Bucket } from './files/s3-request.ts'

export interface Config {
  /** Absolute folder of the database, the files and the key. */
  dataDir: string
  /** A `postgres://` URL or the path of the SQLite file. */
  database: string
  host: string
  port: number
  /** How many processes answer. */
  processes: number
  /** The one origin that the product answers as, without a slash at its end: `https://ficha.example`. */
  publicUrl: string
  /** Addresses or networks (CIDR) whose forwarded headers are believed. */
  trustedProxies: string[]
  smtpUrl: string | null
  mailFrom: string
  /** At least 32 bytes; proves forms and encrypts what is encrypted at rest. */
  secret: Buffer
  /** There was no key yet: this one is kept nowhere until the data says that it has no other. */
  secretIsNew: boolean
  /** Earlier ones, while a rotation is under way: what they sealed can still be opened. */
  olderSecrets: Buffer[]
  logLevel: string
  /** Where figures are told to Prometheus; null for nowhere. */
  metrics: MetricsAddress | null
  /** How large a document may be, in bytes. */
  mostDocumentBytes: number
  /** Where files are stored; null for the folder of the data. */
  bucket: Bucket | null
}

export interface MetricsAddress {
  host: string
  port: number
  /** What whoever asks must bear; null where only this machine can ask. */
  token: string | null
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

export function readKey(path: string): Buffer {
  const secret = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64')
  if (secret.length < 32) throw new ConfigError(`${path} is damaged: it must hold 32 bytes in base64.`)
  return secret
}

/** The secret from FICHA_SECRET or the key file; where there is neither, a new one, which the first start writes there. */
function secretOf(environment: NodeJS.ProcessEnv, dataDir: string): Pick<Config, 'secret' | 'secretIsNew'> {
  if (environment.FICHA_SECRET)
    return { secret: fromEnvironment('FICHA_SECRET', environment.FICHA_SECRET), secretIsNew: false }
  const path = keyFile(dataDir)
  return existsSync(path)
    ? { secret: readKey(path), secretIsNew: false }
    : { secret: randomBytes(32), secretIsNew: true }
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

/** Where nothing is said: each takes some 150 MB, and more than so many write to SQLite no faster. */
const usuallyAtMost = 8
const mostProcesses = 64

function processesOf(text: string | undefined): number {
  const count = Number(text || Math.min(availableParallelism(), usuallyAtMost))
  if (!Number.isInteger(count) || count < 1 || count > mostProcesses)
    throw new ConfigError(`PROCESSES must be 1 to ${mostProcesses}, not "${text}".`)
  return count
}

/** A store takes no more in one request. */
const mostMegabytesInBucket = 5120

function bucketOf(environment: NodeJS.ProcessEnv): Bucket | null {
  const { FILES_URL, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = environment
  if (!FILES_URL) return null
  const [, name, path = ''] = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[\w.-]+)*)\/?$/.exec(FILES_URL) ?? []
  if (!name) throw new ConfigError(`FILES_URL must be like s3://bucket or s3://bucket/prefix, not "${FILES_URL}".`)
  const region = S3_REGION || 'us-east-1'
  const endpoint = (environment.S3_ENDPOINT || `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  if (!/^https?:\/\/[^/\s?#@]+$/.test(endpoint))
    throw new ConfigError(`S3_ENDPOINT must be like https://s3.example.net, not "${endpoint}".`)
  if (!S3_ACCESS_KEY_ID) throw new ConfigError('FILES_URL needs S3_ACCESS_KEY_ID.')
  if (!S3_SECRET_ACCESS_KEY) throw new ConfigError('FILES_URL needs S3_SECRET_ACCESS_KEY.')
  const prefix = path ? `${path.slice(1)}/` : ''
  return { endpoint, region, name, prefix, accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY }
}

const leastTokenLength = 16
const isLoopback = (host: string) => /^(localhost|::1|127\.\d+\.\d+\.\d+)$/.test(host)

/** An address of its own: behind a proxy on this machine, every request to the other one comes from this machine. */
function metricsOf({ METRICS_ADDRESS, METRICS_TOKEN }: NodeJS.ProcessEnv): MetricsAddress | null {
  if (!METRICS_ADDRESS) {
    if (METRICS_TOKEN) throw new ConfigError('METRICS_TOKEN needs METRICS_ADDRESS.')
    return null
  }
  const [, ipv6, name, port] = /^(?:\[([\da-f:]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(METRICS_ADDRESS) ?? []
  const host = ipv6 ?? name
  if (!host || Number(port) > 65535)
    throw new ConfigError(`METRICS_ADDRESS must be like 127.0.0.1:9464, not "${METRICS_ADDRESS}".`)
  if (METRICS_TOKEN ? METRICS_TOKEN.length < leastTokenLength : !isLoopback(host))
    throw new ConfigError(
      `METRICS_ADDRESS ${METRICS_ADDRESS} needs a METRICS_TOKEN of at least ${leastTokenLength} characters: other machines may reach it.`,
    )
  return { host, port: Number(port), token: METRICS_TOKEN || null }
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
    const made = mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    if (made) syncedNow(dirname(made))
  } catch (error) {
    throw new ConfigError(`DATA_DIR ${dataDir} can't be made: ${(error as Error).message}`)
  }
  const bucket = bucketOf(environment)
  const mostDocumentBytes = megabytes('MAX_DOCUMENT_MB', environment.MAX_DOCUMENT_MB, 2048)
  if (bucket && mostDocumentBytes > mostMegabytesInBucket * 1024 ** 2)
    throw new ConfigError(`MAX_DOCUMENT_MB must be at most ${mostMegabytesInBucket} with FILES_URL.`)
  return {
    dataDir,
    database: environment.DATABASE_URL || join(dataDir, 'ficha.sqlite'),
    host: environment.HOST || 'localhost',
    port,
    processes: processesOf(environment.PROCESSES),
    publicUrl,
    trustedProxies: (environment.TRUSTED_PROXIES ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean),
    smtpUrl: environment.SMTP_URL || null,
    mailFrom: environment.MAIL_FROM || `ficha@${new URL(publicUrl).hostname}`,
    ...secretOf(environment, dataDir),
    olderSecrets: olderSecretsOf(environment, dataDir),
    logLevel: environment.LOG_LEVEL || 'info',
    metrics: metricsOf(environment),
    mostDocumentBytes,
    bucket,
  }
}
