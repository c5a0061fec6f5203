import { setTimeout as sleep } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import { ask } from './http.ts'
import { count, must, type Report } from './report.ts'
import { newMark } from './writers.ts'

/** Pages and notes that have nothing to do with the service. */
export async function peopleGoOn({ site, owner, places }: Crew, report: Report, when: string): Promise<void> {
  const [account] = places.accounts
  const headers = { cookie: owner.cookie, 'content-type': 'application/x-www-form-urlencoded' }
  const body = String(new URLSearchParams({ form_token: owner.formToken, text: newMark() }))
  for (const one of [
    { path: '/accounts', headers, allowed: 200 },
    { path: `/accounts/${account}`, headers, allowed: 200 },
    { method: 'POST', path: `/accounts/${account}/notes`, headers, body, allowed: 303 },
  ]) {
    const answer = await ask(site.origin, one, 10_000).catch(() => null)
    must(report, answer?.status === one.allowed, `${one.path} is answered ${answer?.status ?? 'not'} while ${when}`)
    count(report, 'answers while a service failed')
  }
}

/** Whether it holds within so many seconds. */
export async function within(seconds: number, holds: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; await sleep(250)) if (await holds()) return true
  return holds()
}
