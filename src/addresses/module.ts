import { addressChanged, addressesEdited, addressLeaving } from '#src/contacts/address.ts'
import { addressFolding } from '#src/contacts/moved-addresses.ts'
import { linkLeaving, linkRestored } from '#src/links/link.ts'
import { on } from '#src/platform/hook.ts'
import type { Module } from '#src/platform/module.ts'
import { addressesExport } from './export.ts'
import { endLinks, followChange, followRestore, followUnlink, lockAddresses } from './follow.ts'
import { foldAddress, personOfAddresses } from './person.ts'
import { addressRoutes } from './routes.tsx'
import { signerRoutes } from './signer-routes.tsx'

export const addressesModule: Module = {
  name: 'addresses',
  person: personOfAddresses,
  routes: [addressRoutes, signerRoutes],
  hears: [
    on(addressChanged, followChange),
    on(addressLeaving, endLinks),
    on(addressesEdited, lockAddresses),
    on(addressFolding, foldAddress),
    on(linkLeaving, followUnlink),
    on(linkRestored, followRestore),
  ],
  accountExport: addressesExport,
}
