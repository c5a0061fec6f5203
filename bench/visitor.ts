import { request } from 'node:http'
import { brotliDecompressSync } from 'node:zlib'
import { password, people } from './firm/staff.ts'
import type { Captured } from './floor.ts'
import type { Ask } from './load.ts'

/** Somebody who has signed in: asks as a browser does, compressed, with their cookie. */
export interface Visitor {
  origin: string
  get(path: string, headers?: Record<string, string>): Ask
  /** The answer to an ask that changes nothing, as its bytes went over the wire. */
  capture(ask: Ask): Promise<Captured>
  page(path: string): Promise<string>
  formToken: string
}

export const hiddenField = (html: string, name: string): string => {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1]
  if (value === undefined) throw new Error(`no field ${name} in ${html.slice(0, 300)}`)
  return value
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Signs in through the form, as one does. */
export async function signIn(origin: string, who: keyof typeof people): Promise<Visitor> {
  const form = await fetch(`${origin}/sign-in`)
  const visit = cookiesOf(form)
  const signedIn = await fetch(`${origin}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: visit },
    body: new URLSearchParams({
      form_token: hiddenField(await form.text(), 'form_token'),
      email: people[who],
      password,
    }),
  })
  if (signedIn.status !== 303) throw new Error(`${people[who]} can't sign in: ${signedIn.status}`)
  const cookie = `${visit}; ${cookiesOf(signedIn)}`
  const visitor: Visitor = {
    origin,
    formToken: '',
    get: (path, headers = {}) => ({
      method: 'GET',
      path,
      headers: { cookie, 'accept-encoding': 'br, gzip', ...headers },
    }),
    async capture({ method, path, headers, body, version = 1 }) {
      const answer = await rawAnswer(
        `${origin}${path}`,
        method,
        headers,
        body?.replaceAll('{version}', String(version)),
      )
      return { method, path, cookie: headers.cookie ?? '', ...answer }
    },
    async page(path) {
      const { body } = await visitor.capture(visitor.get(path))
      return brotliDecompressSync(Buffer.from(body, 'base64')).toString()
    },
  }
  visitor.formToken = hiddenField(await visitor.page('/accounts'), 'form_token')
  return visitor
}

/** Not fetch, which would unpack the body. */
async function rawAnswer(url: string, method: string, headers: Record<string, string>, body?: string) {
  return new Promise<Pick<Captured, 'headers' | 'body'>>((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode !== 200) return reject(new Error(`${answer.statusCode} to ${method} ${url}`))
        const kept = Object.entries(answer.headers).filter(
          ([name]) => !/^(date|connection|keep-alive|content-length|transfer-encoding|set-cookie)$/.test(name),
        )
        resolve({
          headers: kept.map(([name, value]) => [name, String(value)]),
          body: Buffer.concat(chunks).toString('base64'),
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
