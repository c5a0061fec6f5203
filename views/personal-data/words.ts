import { catalogue } from '#src/platform/language/language.ts'

export const words = catalogue({
  en: {
    erasedContact: 'Erased contact',
    title: 'Personal data',
    text: 'What a person may ask for by the GDPR.',
    export: 'Export everything held',
    exportHelp:
      'One file with all that is held about the person, tax ID and bank account in the clear. The downloaded file stays on this computer.',
    erase: 'Erase…',
    eraseTitle: (name: string) => `Erase what is held about ${name}?`,
    eraseText:
      'Names, addresses, phones, notes, tax ID, bank account, custom fields and their history, login and visits are erased for good, and the old values in the activity with them. It can’t be undone.',
    eraseStays:
      'Accounts keep their own names, what the person wrote in chats stays without their name, documents that name the person stay as they are, and so do uploaded import files and backups.',
    typeName: (name: string) => `Type the name, ${name}, to confirm`,
    eraseFor: 'Erase for good',
    erased: 'The contact was erased.',
    erasedOn: (date: string) => `This person’s data was erased on ${date}.`,
    active: (name: string) =>
      `${name} is a contact of an account that is not archived. Archive the account or unlink the contact first.`,
    until: (date: string) =>
      `The firm must keep what it holds about this person until ${date}: that is when the years set for former clients end.`,
  },
  pt: {
    erasedContact: 'Contacto apagado',
    title: 'Dados pessoais',
    text: 'O que uma pessoa pode pedir ao abrigo do RGPD.',
    export: 'Exportar tudo o que se guarda',
    exportHelp:
      'Um ficheiro com tudo o que se guarda sobre a pessoa, com número fiscal e conta bancária por inteiro. O ficheiro transferido fica neste computador.',
    erase: 'Apagar…',
    eraseTitle: (name: string) => `Apagar o que se guarda sobre ${name}?`,
    eraseText:
      'Nomes, endereços, telefones, notas, número fiscal, conta bancária, campos personalizados e o seu histórico, credencial e entradas são apagados definitivamente, e com eles os valores antigos na atividade. Não pode ser desfeito.',
    eraseStays:
      'Os clientes mantêm o seu próprio nome; os documentos que nomeiam a pessoa ficam como estão, tal como os ficheiros importados e as cópias de segurança.',
    typeName: (name: string) => `Escreva o nome, ${name}, para confirmar`,
    eraseFor: 'Apagar definitivamente',
    erased: 'O contacto foi apagado.',
    erasedOn: (date: string) => `Os dados desta pessoa foram apagados em ${date}.`,
    active: (name: string) =>
      `${name} é contacto de um cliente que não está arquivado. Primeiro arquive o cliente ou desligue o contacto.`,
    until: (date: string) =>
      `A firma tem de guardar o que tem sobre esta pessoa até ${date}: é quando terminam os anos definidos para antigos clientes.`,
  },
})
