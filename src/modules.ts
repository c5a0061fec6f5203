import { accessRequestsModule } from './access-requests/module.ts'
import { accountExportModule } from './account-export/module.ts'
import { accountListModule } from './account-list/module.ts'
import { accountsModule } from './accounts/module.ts'
import { activityModule } from './activity/module.ts'
import { addressesModule } from './addresses/module.ts'
import { auditModule } from './audit/module.ts'
import { bulkModule } from './bulk/module.ts'
import { chatsModule } from './chats/module.ts'
import { contactsModule } from './contacts/module.ts'
import { dayModule } from './day/module.ts'
import { documentsModule } from './documents/module.ts'
import { fieldsModule } from './fields/module.ts'
import { firmModule } from './firm/module.ts'
import { groupsModule } from './groups/module.ts'
import { importsModule } from './imports/module.ts'
import { jobsModule } from './jobs/module.ts'
import { keysModule } from './keys/module.ts'
import { linksModule } from './links/module.ts'
import { mentionsModule } from './mentions/module.ts'
import { mergesModule } from './merges/module.ts'
import { notesModule } from './notes/module.ts'
import { noticesModule } from './notices/module.ts'
import { outboxModule } from './outbox/module.ts'
import { overviewModule } from './overview/module.ts'
import { personalDataModule } from './personal-data/module.ts'
import { photosModule } from './photos/module.ts'
import { pipelinesModule } from './pipelines/module.ts'
import type { Module } from './platform/module.ts'
import { portalModule } from './portal/module.ts'
import { profileModule } from './profile/module.ts'
import { queueModule } from './queue/module.ts'
import { restorationsModule } from './restorations/module.ts'
import { searchModule } from './search/module.ts'
import { secondFactorModule } from './second-factor/module.ts'
import { setupModule } from './setup/module.ts'
import { staffModule } from './staff/module.ts'
import { tagsModule } from './tags/module.ts'
import { tasksModule } from './tasks/module.ts'
import { timeModule } from './time/module.ts'

/**
 * Every noun, from the ground up: one may import those before it, never one after. In this order they are told of what happens and asked
 * for what they bring, where that has no place of its own.
 */
export const modules: readonly Module[] = [
  auditModule,
  firmModule,
  outboxModule,
  staffModule,
  secondFactorModule,
  queueModule,
  restorationsModule,
  tagsModule,
  searchModule,
  accountsModule,
  mentionsModule,
  photosModule,
  contactsModule,
  fieldsModule,
  linksModule,
  overviewModule,
  groupsModule,
  portalModule,
  addressesModule,
  noticesModule,
  documentsModule,
  chatsModule,
  pipelinesModule,
  jobsModule,
  timeModule,
  notesModule,
  accountListModule,
  accessRequestsModule,
  tasksModule,
  activityModule,
  accountExportModule,
  dayModule,
  profileModule,
  bulkModule,
  importsModule,
  mergesModule,
  personalDataModule,
  keysModule,
  setupModule,
]
