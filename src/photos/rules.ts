export const photoSizes = ['small', 'large'] as const
export type PhotoSize = (typeof photoSizes)[number]

/** How much of a hash tells one photo from another in its address. */
const shortHash = (hash: string) => hash.slice(0, 16)

/** Where a photo is to be had, for its file to be kept by browsers for ever; undefined where there is none. */
export const photoPath = (accountId: number, size: PhotoSize, hash: string | null): string | undefined =>
  hash === null ? undefined : `/accounts/${accountId}/photo/${size}?v=${shortHash(hash)}`

export const isCurrent = (hash: string, version: string | undefined): boolean => version === shortHash(hash)
