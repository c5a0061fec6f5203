import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Dice, seeded } from '#src/demo/dice.ts'
import { disk } from './disk.ts'
import { hostile } from './hostile.ts'
import { kill } from './kill.ts'
import { postgres } from './outage.ts'
import { newReport, print, type Report } from './report.ts'
import { silent } from './silent.ts'
import { uploads } from './uploads.ts'

// What must not bring the product down, done to it: npm run drill [-- part …]. See the README beside this.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    cycles: { type: 'string', default: '200' },
    restarts: { type: 'string', default: '12' },
    uploads: { type: 'string', default: '600' },
    requests: { type: 'string', default: '30000' },
    minutes: { type: 'string', default: '45' },
    processes: { type: 'string', default: '1' },
  },
})

/** How much of each part is done, and until when: a part that is not through by then is broken. */
export interface Extent {
  cycles: number
  restarts: number
  uploads: number
  requests: number
  /** Whether there is time left. */
  isTime(): boolean
}

type Part = (report: Report, dice: Dice, extent: Extent) => Promise<void>
const parts: Record<string, Part> = { kill, postgres, disk, silent, uploads, hostile }

const number = (name: keyof typeof values, usual = 0) => {
  const value = Number(values[name] ?? usual)
  if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${name} must be a whole number from 1.`)
  return value
}

async function main(): Promise<boolean> {
  const unknown = positionals.filter((name) => !parts[name])
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}, but ${Object.keys(parts).join(', ')}.`)
  // Every server that is started takes it from here.
  process.env.PROCESSES = String(number('processes'))
  const seed = number('seed', 1 + (Date.now() % 1_000_000))
  console.log(`The seed is ${seed}: --seed ${seed} rolls the same dice again.`)
  // The product builds what is stale by itself: once, before anything waits for it.
  spawnSync(process.execPath, [join(import.meta.dirname, '../bin/ficha.js'), '--help'], {
    stdio: ['ignore', 'ignore', 2],
  })
  const reports = new Map<string, Report>()
  for (const [place, [name, part]] of Object.entries(parts).entries()) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const report = newReport()
    reports.set(name, report)
    const until = Date.now() + number('minutes') * 60_000
    const extent = {
      cycles: number('cycles'),
      restarts: number('restarts'),
      uploads: number('uploads'),
      requests: number('requests'),
      isTime: () => Date.now() < until,
    }
    console.error(`${name} …`)
    try {
      await part(report, seeded(seed + place), extent)
    } catch (error) {
      report.broken.push(`the drill itself could not go on: ${(error as Error).stack ?? error}`)
    }
    if (!extent.isTime()) report.broken.push('there was not enough time: see --minutes')
  }
  print(reports)
  return [...reports.values()].every(({ broken }) => broken.length === 0)
}

try {
  process.exit((await main()) ? 0 : 1)
} catch (error) {
  console.error((error as Error).message)
  process.exit(2)
}
