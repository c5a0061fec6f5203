import type { App } from '#src/platform/app.ts'
import type { Command } from './command.ts'
import { withApp } from './with-app.ts'

export const doctor: Command = {
  summary: 'look for what is wrong with the data',
  help: [
    'Usage: ficha doctor [--files]',
    '',
    'Checks what must always hold, and that every stored file is there with its size. Prints a line for each thing that is wrong;',
    'exit code 1 where there is one. With --files it also reads every file and compares its bytes with their SHA-256.',
  ].join('\n'),
  options: { files: { type: 'boolean' } },
  // It names what can't be opened, so it must not need the key.
  run: (options) => withApp((app) => examine(app, options.files === true), { anyKey: true }),
}

async function examine(app: App, withFiles: boolean): Promise<number> {
  const wrong: string[] = []
  for (const module of app.modules)
    for (const line of (await module.doctor?.(app, withFiles)) ?? []) wrong.push(`${module.name}: ${line}`)
  for (const line of wrong) console.log(line)
  console.log(wrong.length === 0 ? 'All is well.' : wrong.length === 1 ? '1 problem.' : `${wrong.length} problems.`)
  return wrong.length === 0 ? 0 : 1
}
