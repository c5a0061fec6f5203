import { type ExpressionBuilder, sql } from 'kysely'
import { inOpenFolders } from '#src/documents/folders/level.ts'
import type { Tables } from '#src/platform/db/tables.ts'
import { can } from '#src/staff/rights.ts'
import type { Reader } from '#src/staff/staff.ts'

/**
 * Which events somebody may be told of: none of a document or folder that they may not look into, since its name stands there. Of
 * one that is gone for good nobody knows any more who might, so it is told to the owner and the admins alone.
 */
export function visibleDocumentEvents(staff: Reader) {
  return (eb: ExpressionBuilder<Tables, 'audit_event'>) => {
    if (can(staff, 'admin')) return eb.lit(true)
    const subjectRef = eb.ref('audit_event.subject_ref')
    const numberBehind = (word: string) =>
      sql<number>`cast(substr(${subjectRef}, ${sql.lit(word.length + 2)}) as integer)`
    const document = eb
      .selectFrom('document')
      .select('document.id')
      .where('document.id', '=', numberBehind('document'))
      .where(inOpenFolders(staff))
    const folder = eb
      .selectFrom('folder')
      .select('folder.id')
      .where('folder.id', '=', numberBehind('folder'))
      .where((of) =>
        of.not(
          of.exists(
            of
              .selectFrom('folder_right')
              .select('folder_right.folder_id')
              .whereRef('folder_right.folder_id', '=', 'folder.id')
              .where('folder_right.staff_id', '=', staff.id)
              .where('folder_right.level', '=', 'none'),
          ),
        ),
      )
    // A case looks at one after the other: nothing is read as a number that is none.
    return eb
      .case()
      .when('audit_event.subject_ref', 'like', 'document %')
      .then(eb.exists(document))
      .when('audit_event.subject_ref', 'like', 'folder %')
      .then(eb.exists(folder))
      .else(eb.lit(true))
      .end()
  }
}
