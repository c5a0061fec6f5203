import { z } from 'zod'
import { choice, idField, line, problem, requiredLine, several, toId, version } from '#src/platform/web/form.ts'
import { longestName } from './rules.ts'

declare module '#src/platform/web/problems.ts' {
  interface ProblemsOf {
    documents: 'too deep'
  }
}

/** How a form names the top of an account. */
export const top = 'top'

/** A folder's number, null for the top, undefined for where it is. */
const folderField = line(20)
  .refine((value) => value === '' || value === top || toId(value) !== null, problem('not a choice'))
  .transform((value) => (value === '' ? undefined : toId(value)))

/** A name counts as many characters as people see, at most; the database holds any. */
const nameField = requiredLine(longestName)

export const documentForm = z.object({ name: nameField, folder: folderField, version, back: line(300) })
export const newFolderForm = z.object({ name: nameField, parent: folderField })
export const folderForm = z.object({ name: nameField, parent: folderField, version })

export const selectionActs = ['move', 'share', 'private', 'trash'] as const
export const selectionForm = z.object({
  document: several(idField),
  act: choice(selectionActs),
  to: line(20),
  order: line(10),
  at: line(1000),
})
