import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { AwsV4Signer } from 'aws4fetch'
import { StoreError } from './store.ts'

/** A bucket, or a part of one, and how to get into it. */
export interface Bucket {
  /** Of the store, without a slash at its end. */
  endpoint: string
  region: string
  name: string
  /** Before each key: '' or what ends in a slash. */
  prefix: string
  accessKeyId: string
  secretAccessKey: string
}

interface Asked {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE'
  /** '' for the bucket itself. */
  key: string
  query?: Record<string, string>
  range?: string | undefined
  /** Somebody waits for the answer: the store has seconds. */
  isAwaited?: boolean | undefined
  /** Opened anew for each try. */
  body?: { sha256: string; size: number; open(): Readable }
}

const ofNothing = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export const mostTries = 4
/**
 * How long a connection may say nothing, in milliseconds: while files come and go, while no file is carried and only a worker of the
 * queue waits, and while a page waits.
 */
const patience = 60_000
const shortPatience = 15_000
const awaited = { tries: 2, patience: 3000 }

/** The headers of a request with its signature, Signature Version 4. All that are given are signed. */
export async function signedHeaders(
  bucket: Pick<Bucket, 'region' | 'accessKeyId' | 'secretAccessKey'>,
  { method, url, headers, at }: { method: string; url: string; headers: Record<string, string>; at: Date },
): Promise<Record<string, string>> {
  const { region, accessKeyId, secretAccessKey } = bucket
  const datetime = at.toISOString().replace(/[:-]|\.\d{3}/g, '')
  const keys = { region, accessKeyId, secretAccessKey, service: 's3' }
  const signed = await new AwsV4Signer({ method, url, headers, datetime, allHeaders: true, ...keys }).sign()
  return Object.fromEntries(signed.headers)
}

/** What goes by itself: a connection that broke, a store that is busy. */
export const isPassing = (error: unknown): boolean => {
  const { code } = error as { code?: string }
  return /^(E(CONN|PIPE|HOSTUNREACH|NETUNREACH|TIMEDOUT|AI_AGAIN)|UND_|HPE_)/.test(code ?? '')
}

/** Asks one bucket. What passes is tried again; what stays wrong is a StoreError. Whoever gets an answer reads or ends it. */
export function bucketClient(bucket: Bucket) {
  const secure = bucket.endpoint.startsWith('https:')
  const agent = secure ? new SecureAgent({ keepAlive: true }) : new PlainAgent({ keepAlive: true })
  const base = `${bucket.endpoint}/${bucket.name}`

  async function once({ method, key, query, range, isAwaited, body }: Asked): Promise<IncomingMessage> {
    const url = `${base}/${key}${query ? `?${new URLSearchParams(query)}` : ''}`
    const headers: Record<string, string> = { 'x-amz-content-sha256': body?.sha256 ?? ofNothing }
    if (range) headers.range = range
    if (body) headers['content-length'] = String(body.size)
    const signed = await signedHeaders(bucket, { method, url, headers, at: new Date() })
    const isShort = method === 'HEAD' || method === 'DELETE'
    const timeout = isAwaited ? awaited.patience : isShort ? shortPatience : patience
    const sending = (secure ? secureRequest : plainRequest)(url, { method, headers: signed, agent, timeout })
    sending.on('timeout', () => sending.destroy(Object.assign(new Error('it says nothing'), { code: 'ETIMEDOUT' })))
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      sending.on('response', (answer) => {
        // What has begun goes as slowly as whoever reads it.
        sending.setTimeout(patience)
        resolve(answer)
      })
      sending.on('error', reject)
    })
    await sent(sending, body, answered)
    return answered
  }

  async function request(asked: Asked): Promise<IncomingMessage> {
    const tries = asked.isAwaited ? awaited.tries : mostTries
    for (let tried = 1; ; tried++) {
      try {
        const answer = await once(asked)
        const status = answer.statusCode ?? 0
        if ((status < 500 && status !== 429) || tried === tries) return answer
        answer.resume()
      } catch (error) {
        if (tried === tries || !isPassing(error))
          throw new StoreError(`The files store at ${bucket.endpoint} can't be reached: ${(error as Error).message}`)
      }
      await wait(100 * 2 ** tried * (0.5 + Math.random()))
    }
  }

  return { request, text }
}

/** A store may answer, and refuse, before it has read everything. */
async function sent(sending: ClientRequest, body: Asked['body'], answered: Promise<unknown>): Promise<void> {
  if (!body) {
    sending.end()
    return
  }
  const source = body.open()
  await Promise.race([pipeline(source, sending), answered]).finally(() => source.destroy())
}

/** What a store refused, and its own word for why. */
export async function failed(what: string, answer: IncomingMessage): Promise<StoreError> {
  const why = await text(answer).catch(() => '')
  const code = /<Code>([\w.]{1,60})<\/Code>/.exec(why)?.[1]
  return new StoreError(`The files store would not ${what}: ${answer.statusCode}${code ? ` ${code}` : ''}.`)
}
