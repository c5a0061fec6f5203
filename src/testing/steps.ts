import { Session } from 'node:inspector/promises'
import { parentPort, workerData } from 'node:worker_threads'

// A worker that counts how many blocks of our own code each of the `readers` runs, a loop's each time around: what it costs, whatever
// the machine. Code is counted that is compiled after this has begun, so it is a worker, and readers are imported late. What regular
// expressions and built-in functions do within is not counted.

const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })

async function stepsOf(work: () => unknown): Promise<number> {
  await session.post('Profiler.takePreciseCoverage')
  await work()
  const { result } = await session.post('Profiler.takePreciseCoverage')
  return result
    .filter(({ url }) => /\/(src|views)\/.*\.tsx?$/.test(url.split('?')[0]!) && !url.includes('/testing/'))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0)
}

const { readers } = await import('./readers.ts')
const { some, more } = workerData as { some: number; more: number }
for (const [what, read] of Object.entries(readers)) {
  // Once before: what a module does when it is first used is not what is counted.
  await read(4)
  parentPort!.postMessage({ what, some: await stepsOf(() => read(some)), more: await stepsOf(() => read(more)) })
}
