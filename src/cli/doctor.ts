import { modules } from '#src/modules.ts'
import type { Command } from './command.ts'
import { withApp } from './with-app.ts'

export const doctor: Command = {
  summary: 'look for what is wrong with the data',
  help: 'Usage: ficha doctor\n\nChecks what must always hold. Prints a line for each thing that is wrong; exit code 1 where there is one.',
  run: (_options) =>
    withApp(async (app) => {
      const wrong: string[] = []
      for (const module of modules)
        for (const line of (await module.doctor?.(app)) ?? []) wrong.push(`${module.name}: ${line}`)
      for (const line of wrong) console.log(line)
      console.log(wrong.length === 0 ? 'All is well.' : `${wrong.length} thing(s) wrong.`)
      return wrong.length === 0 ? 0 : 1
    }),
}
