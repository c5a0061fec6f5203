import type { App } from '#src/platform/app.ts'
import type { ZipEntry } from '#src/platform/files/zip.ts'
import type { Language } from '#src/platform/language/language.ts'
import type { Staff } from '#src/staff/staff.ts'
import { type Account, type AccountFields, blankAccount } from './account.ts'
import { followersOf, rolesOf, tagsOf, teamOf } from './team.ts'

/** One account that is being exported whole, and for whom. */
export interface Exporting {
  app: App
  account: Account
  /** Who exports it: nothing goes out that they may not see. */
  staff: Staff
  /** Of whoever reads it. */
  language: Language
  /** The firm's. */
  country: string
  timeZone: string
}

/** What a noun knows of the account, by names of its own, for account.json; or files of its own beside that, asked for one by one. */
export type ExportPart = { facts: Record<string, unknown> } | { file: ZipEntry } | { files: AsyncIterable<ZipEntry> }

declare module '#src/platform/module.ts' {
  interface Module {
    /** What the noun adds where one account is exported whole. */
    accountExport?(exporting: Exporting): AsyncIterable<ExportPart>
  }
}

/** The account's own fields, and who and what is on it. */
export async function* accountExport({ app, account }: Exporting): AsyncGenerator<ExportPart> {
  const db = app.db.read
  const { id, short_id, created_at, archived_at } = account
  const own = Object.fromEntries(
    Object.keys(blankAccount).map((field) => [field, account[field as keyof AccountFields]]),
  )
  const [tags, team, roles, followers] = await Promise.all([
    tagsOf(db, account.id),
    teamOf(db, account.id),
    rolesOf(db, account.id),
    followersOf(db, account.id),
  ])
  const names = (rows: readonly { name: string }[]) => rows.map((row) => row.name)
  yield {
    facts: {
      account: { id, short_id, ...own, created_at, archived_at },
      tags: names(tags),
      team: names(team),
      roles: Object.fromEntries(roles.map((holder) => [holder.role, holder.name])),
      followers: names(followers),
    },
  }
}
