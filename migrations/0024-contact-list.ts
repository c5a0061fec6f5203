import type { Migration } from './migration.ts'

export const contactList: Migration = {
  name: '0024-contact-list',
  // The contacts that came last, in order.
  up: () => ['create index contact_created on contact (created_at, id)'],
}
