import { nameFormatChanged } from '#src/firm/firm.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { words } from '#views/contacts/words.ts'
import { wrongContacts } from './doctor.ts'
import { duplicateRoutes } from './duplicate-routes.tsx'
import { contactListRoutes } from './list-routes.tsx'
import { writeNames, writeNamesAnew } from './names.ts'
import { personOfContacts } from './person.ts'
import { restorationRoutes } from './restoration-routes.tsx'
import { contactRestorers } from './restore.ts'
import { contactRoutes } from './routes.tsx'

export const contactsModule: Module = {
  name: 'contacts',
  person: personOfContacts,
  carriesTags: { contacts: 'contact_tag' },
  routes: [contactListRoutes, duplicateRoutes, contactRoutes, restorationRoutes],
  menu: [
    {
      place: 30,
      href: '/contacts',
      icon: 'contacts',
      permission: 'signed in',
      title: ({ language }) => words[language].contacts,
    },
  ],
  hears: [on(nameFormatChanged, writeNamesAnew)],
  queue: { 'write names': { run: writeNames } },
  doctor: ({ db }) => wrongContacts(db.read),
  restores: contactRestorers,
}
