import { z } from 'zod'
import { cleanLine } from '#src/platform/language/invisible.ts'
import { choice, idField, line, lines, problem, requiredLine, several, toId, version } from '#src/platform/web/form.ts'
import { tagColours } from '#views/ui/tag-colours.ts'
import { mostStages, mostTasks } from './rules.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    pipelines: 'too many stages' | 'too many tasks' | 'not the last stage'
  }
}

export const mostName = 100
const name = requiredLine(mostName)
const texts = (text: string) => text.split('\n').map(cleanLine).filter(Boolean)

const ticked = z.string().transform((value) => (value === 'on' ? 1 : 0))
const usage = { use: choice(['everybody', 'chosen']), person: several(idField), person_was: several(idField) }

export const newPipelineForm = z.object({
  name,
  ...usage,
  stages: lines(mostStages * (mostName + 1) * 2)
    .transform(texts)
    .refine((stages) => stages.length > 0, problem('required'))
    .refine((stages) => stages.length <= mostStages, problem('too many stages'))
    .refine((stages) => stages.every((stage) => stage.length <= mostName), problem('too long')),
})

export const pipelineForm = z.object({ name, ...usage, version })
export const newStageForm = z.object({ name, colour: choice(tagColours) })

export const stageForm = z.object({
  name,
  colour: choice(tagColours),
  completes: ticked,
  tasks: lines(mostTasks * 401)
    .transform(texts)
    .refine((titles) => titles.length <= mostTasks, problem('too many tasks'))
    .refine((titles) => titles.every((title) => title.length <= 200), problem('too long'))
    .transform((titles) => titles.join('\n')),
  assigned: several(idField),
  assigned_was: several(idField),
  notified: several(idField),
  notified_was: several(idField),
  version,
})

export const stageRemovalForm = z.object({ to: line(10).transform((value) => toId(value)) })
