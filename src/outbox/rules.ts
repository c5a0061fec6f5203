/** Waiting to be sent; kept since no mail server is set; sent; trying again; given up. */
export const mailStatuses = ['queued', 'held', 'sent', 'retrying', 'failed'] as const
export type MailStatus = (typeof mailStatuses)[number]

/** Why a mail is not sent any more, as more than one noun says it. */
export type UnsentReason = 'nobody there' | 'address changed' | 'invitation over' | 'nothing opens'
