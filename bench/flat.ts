import { parseArgs } from 'node:util'
import { forked, message } from './children.ts'

// What the size of the firm costs each page: firms of several sizes, each in a process of its own, asked in turns.

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    all: { type: 'boolean', default: false },
  },
})
if (options.data.length < 2)
  throw new Error(
    'Usage: node --import tsx bench/flat.ts --data SMALL --data LARGE [--data LARGER] [--only contacts] [--all]',
  )
const rounds = Number(options.rounds)
/** More than this is a growth, and not the machine. */
const mostGrowth = 1.2

interface Began {
  accounts: number
  names: string[]
}
export interface Asked {
  /** Of each path of the page. */
  microseconds: number[]
  bytes: number
  status: number
}

const firms = await Promise.all(
  options.data.map(async (folder) => {
    const child = forked('flat-firm.ts')
    child.send({ folder, only: options.only ?? '' })
    return { child, ...(await message<Began>(child)) }
  }),
)

async function ask(firm: (typeof firms)[number], name: string): Promise<Asked> {
  firm.child.send(name)
  return message<Asked>(firm.child)
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Of each firm, the mean over the page's things of what each takes; the first round warms up. */
async function measure(name: string, rounds: number) {
  const asked: Asked[][] = firms.map(() => [])
  for (let round = 0; round <= rounds; round++)
    for (const [i, firm] of firms.entries()) {
      const answer = await ask(firm, name)
      if (round > 0) asked[i]!.push(answer)
    }
  return asked.map((answers) => {
    const things = answers[0]!.microseconds.map((_, thing) => median(answers.map((one) => one.microseconds[thing]!)))
    return {
      microseconds: things.reduce((sum, one) => sum + one, 0) / things.length,
      bytes: answers[0]!.bytes,
      status: answers[0]!.status,
    }
  })
}

const names = firms[0]!.names.filter((name) => firms.every((firm) => firm.names.includes(name)))
const missing = [...new Set(firms.flatMap((firm) => firm.names))].filter((name) => !names.includes(name))
console.log(
  `${firms.map((firm) => firm.accounts.toLocaleString('en')).join(' : ')} accounts, µs of the processor for one answer and its kB\n`,
)
let grown = 0
let shown = 0
for (const name of names) {
  const growth = (figures: Awaited<ReturnType<typeof measure>>) =>
    Math.max(...figures.slice(1).map((one) => one.microseconds / figures[0]!.microseconds))
  let figures = await measure(name, rounds)
  // What grows once may be the machine; it is asked again, for longer.
  if (growth(figures) > mostGrowth) figures = await measure(name, rounds * 2)
  const grows = growth(figures) > mostGrowth
  if (grows) grown++
  shown++
  if (!grows && !options.all) continue
  const cells = figures.map(
    ({ microseconds, bytes, status }) =>
      `${microseconds.toFixed(0).padStart(8)} ${(bytes / 1000).toFixed(0).padStart(4)}${status === 200 ? '' : ` (${status})`}`,
  )
  const ratios = figures.slice(1).map((one) => (one.microseconds / figures[0]!.microseconds).toFixed(2).padStart(6))
  console.log(`${name.padEnd(64)} ${cells.join(' |')} | ${ratios.join(' ')}${grows ? '  <--' : ''}`)
}
console.log(`\n${shown} pages, ${grown} grow by more than ${mostGrowth}`)
if (missing.length > 0) console.log(`not in every firm: ${missing.join(', ')}`)
process.exit()
