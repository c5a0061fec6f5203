import { z } from 'zod'
import { idField, line, lines, problem, requiredLine, several, toId, version } from '#src/platform/web/form.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    groups: 'only one'
  }
}

export const groupForm = z.object({ name: requiredLine(100), notes: lines(2000), version })
export const membersForm = z.object({ account: several(idField), q: line(200) })

/** Which group an account goes into: one that is there, or the name of one to make. */
export const accountGroupForm = z.object({
  group: line(10)
    .transform((value) => (value === '' ? null : (toId(value) ?? 0)))
    .refine((value) => value !== 0, problem('not a choice')),
  group_name: line(100),
})
