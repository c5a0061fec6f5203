import { nameFormatChanged } from '#src/firm/firm.ts'
import type { Module } from '#src/platform/module.ts'
import { writeNames, writeNamesAnew } from './names.ts'
import { contactRestorers } from './restore.ts'

nameFormatChanged.hear(writeNamesAnew)

export const contactsModule: Module = {
  name: 'contacts',
  queue: { 'write names': { run: writeNames } },
  restores: contactRestorers,
}
