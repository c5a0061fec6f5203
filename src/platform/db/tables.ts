/**
 * Every table that Kysely knows. Each noun adds its own, beside its code:
 * `declare module '#src/platform/db/tables.ts' { interface Tables { note: NoteTable } }`
 */
// biome-ignore lint/suspicious/noEmptyInterface: the nouns fill it by declaration merging
export interface Tables {}
