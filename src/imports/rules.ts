/** ready: to be mapped and looked at; then queued, running, and one of the three ends. */
export const importStatuses = ['ready', 'queued', 'running', 'done', 'cancelled', 'failed'] as const
export type ImportStatus = (typeof importStatuses)[number]

/** What happens to an account or contact that is there already: its blanks are filled, its values replaced, or it is left as it is. */
export const existingChoices = ['fill', 'replace', 'leave'] as const
export type Existing = (typeof existingChoices)[number]
