import { fromMinor } from '#src/fields/number.ts'
import { formatsIn } from '#src/platform/language/format.ts'
import type { Viewer } from '../viewer.ts'

/** An amount in the smallest units as the reader writes money. */
export const moneyText = (viewer: Viewer, minor: number, currency: string): string =>
  formatsIn(viewer.language).money(fromMinor(String(minor), currency), currency)
