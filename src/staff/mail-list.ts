import type { Db } from '#src/platform/db/database.ts'

/** The newest mails, sent and unsent. */
export const newestMails = (db: Db, most: number) =>
  db
    .selectFrom('outgoing_mail')
    .leftJoin('staff', 'staff.id', 'outgoing_mail.staff_id')
    .selectAll('outgoing_mail')
    .select(['staff.name', 'staff.role'])
    .orderBy('outgoing_mail.id', 'desc')
    .limit(most)
    .execute()
