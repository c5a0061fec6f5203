import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

// Everything that must hold before a change lands. A failed step does not keep the others from running. The last line counts each
// single test of the unit and e2e steps, and every other step as one; what was skipped is named above it.

const root = join(import.meta.dirname, '..')

interface Counts {
  passed: number
  failed: number
  skipped: string[]
}

interface Step {
  name: string
  commands: string[][]
  environment?: Record<string, string>
  /** Reads the number of tests from what the step printed; undefined where it printed none. */
  count?: (output: string) => Counts | undefined
  /** A step without which this one means nothing. */
  needs?: string
}

/** The sum of a number that is printed once for each process. */
const sumOf = (output: string, pattern: RegExp) =>
  [...output.matchAll(pattern)].reduce((total, [, count]) => total + Number(count), 0)

function unitCounts(output: string): Counts | undefined {
  if (!/^ℹ tests \d+$/m.test(output)) return undefined
  return {
    passed: sumOf(output, /^ℹ pass (\d+)$/gm),
    failed: sumOf(output, /^ℹ fail (\d+)$/gm) + sumOf(output, /^ℹ cancelled (\d+)$/gm),
    // Skipped and "to do" are the only ones with a remark behind them.
    skipped: [...output.matchAll(/^\s*[﹣✔✖⚠] (.+) \([\d.]+ms\) # (.+)$/gm)].map(([, name, why]) =>
      why === 'SKIP' ? name! : `${name}: ${why}`,
    ),
  }
}

function e2eCounts(output: string): Counts | undefined {
  const verdict = /^e2e: (\d+) passed, (\d+) failed, \d+ skipped$/m.exec(output)
  if (!verdict) return undefined
  const skipped = [...output.matchAll(/^e2e skipped: (.+)$/gm)].map(([, name]) => name!)
  return { passed: Number(verdict[1]), failed: Number(verdict[2]), skipped }
}

const demoData = mkdtempSync(join(tmpdir(), 'ficha-demo-'))
const steps: Step[] = [
  { name: 'build', commands: [['node', 'scripts/build.ts']] },
  { name: 'types', commands: [['tsc', '--noEmit']] },
  { name: 'lint and format', commands: [['biome', 'check', '.']] },
  { name: 'unused code', commands: [['knip']] },
  {
    name: process.env.ENGINES ? `unit tests on ${process.env.ENGINES}` : 'unit tests on both engines',
    commands: [['node', '--import', 'tsx', 'scripts/unit.ts']],
    count: unitCounts,
  },
  {
    name: 'demo data',
    commands: [
      ['node', 'bin/ficha.js', 'demo'],
      ['node', 'bin/ficha.js', 'doctor'],
    ],
    environment: { DATA_DIR: demoData },
    needs: 'build',
  },
  { name: 'e2e', commands: [['playwright', 'test']], count: e2eCounts, needs: 'build' },
]

/** Runs one command, showing what it prints while it prints it. */
function run([command, ...args]: string[], environment: Record<string, string> = {}) {
  const { DATABASE_URL: _, ...inherited } = process.env
  // The Node that npm installed comes first, also for a tool that asks for any `node`.
  const PATH = join(root, 'node_modules/.bin') + delimiter + process.env.PATH
  const child = spawn(command!, args, {
    cwd: root,
    env: { ...inherited, ...environment, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const)
    from.setEncoding('utf8').on('data', (text: string) => {
      output += text
      to.write(text)
    })
  return new Promise<{ ok: boolean; output: string }>((resolve) => {
    child.once('error', (error) => resolve({ ok: false, output: error.message }))
    child.once('close', (code) => resolve({ ok: code === 0, output: stripVTControlCharacters(output) }))
  })
}

async function runStep(step: Step): Promise<Counts> {
  let output = ''
  let ok = true
  for (const command of step.commands) {
    const result = await run(command, step.environment)
    output += result.output
    ok &&= result.ok
    if (!ok) break
  }
  if (!step.count) return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: [] }
  const counts = step.count(output) ?? { passed: 0, failed: 0, skipped: [] }
  // A step that failed as a whole, or in which nothing ran, must not look like success.
  if (counts.failed === 0 && (!ok || counts.passed === 0)) counts.failed = 1
  return counts
}

const started = new Map<string, Counts>()
const summary: string[] = []
for (const step of steps) {
  if (step.needs && started.get(step.needs)?.failed) {
    started.set(step.name, { passed: 0, failed: 0, skipped: [`${step.name}: the ${step.needs} failed`] })
    summary.push(`– ${step.name}: not run, the ${step.needs} failed`)
    continue
  }
  console.log(`\n== ${step.name}`)
  const began = performance.now()
  const counts = await runStep(step)
  started.set(step.name, counts)
  const seconds = `${((performance.now() - began) / 1000).toFixed(1)} s`
  const said = step.count ? `${counts.passed} passed, ${counts.failed} failed, ${seconds}` : seconds
  summary.push(`${counts.failed > 0 ? '✗' : '✓'} ${step.name}: ${said}`)
  console.log(`== ${summary.at(-1)}`)
}
rmSync(demoData, { recursive: true, force: true })

const all = [...started.values()]
const skipped = all.flatMap((counts) => counts.skipped)
const sum = (of: (counts: Counts) => number) => all.reduce((total, counts) => total + of(counts), 0)
const failed = sum((counts) => counts.failed)
console.log(`\n${summary.join('\n')}`)
for (const name of skipped) console.log(`skipped: ${name}`)
console.log(`${sum((counts) => counts.passed)} passed, ${failed} failed, ${skipped.length} skipped`)
process.exitCode = failed > 0 ? 1 : 0
